package io.jenkins.plugins.aks.supplychain;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import io.jenkins.plugins.aks.pipeline.VaultStep;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A certificate of a key vault: made by a policy, imported, or read (W123, W124, W127, W129). */
public final class KeyVaultCertificateStep extends VaultStep {
    private static final String RENEW_BEFORE = "30d";
    private static final int SHORTEST_MONTH = 28;

    private final String name;
    private String subject;
    private Map<String, Object> policy = new TreeMap<>();
    private boolean forSigning = true;
    private String renewBefore;
    private String file;
    private String passwordVariable;
    private boolean exportable;
    private Map<String, String> tags = new TreeMap<>();
    private String download;

    @DataBoundConstructor
    public KeyVaultCertificateStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (name == null || !name.matches("[0-9a-zA-Z-]{1,127}")) {
            throw new InvalidParameterException(
                    "name", name, "1 to 127 letters, digits and hyphens", "Choose such a name for the certificate.");
        }
        VaultAccess access = VaultAccess.of(scope, getVault(), getAccessWait());
        Operation<AksSession> certificate = certificate(access);
        return download == null ? certificate : new DownloadCertificate(certificate, download);
    }

    private Operation<AksSession> certificate(VaultAccess access) throws OperationException {
        boolean creates = subject != null || !policy.isEmpty();
        if (file != null) {
            if (creates) {
                throw new InvalidParameterException(
                        "file",
                        file,
                        "a file to import, without subject and policy",
                        "The vault either makes the certificate by a policy or imports it.");
            }
            KeyFile source = new KeyFile(file, passwordVariable == null ? "" : passwordVariable, forSigning);
            return new ImportCertificate(access, name, source, exportable, tags);
        }
        if (!creates) {
            return new ReadCertificate(access, name);
        }
        CertificatePolicy wanted = new PolicyFields(policy).read(subject);
        PolicyRules.check(wanted, forSigning);
        Duration renewal = duration("renewBefore", getRenewBefore());
        int days = wanted.validityMonths() * SHORTEST_MONTH;
        if (renewal.toDays() >= days) {
            throw new InvalidParameterException(
                    "renewBefore",
                    getRenewBefore(),
                    "less than the " + days + " days for which the certificate is valid",
                    "Else each run would make another one.");
        }
        return new CreateCertificate(access, name, wanted, renewal, tags);
    }

    private static Duration duration(String parameter, String text) throws InvalidParameterException {
        return text.equals("0") ? Duration.ZERO : Durations.parse(text, parameter);
    }

    @Override
    protected String title() {
        return "keyVaultCertificate " + name;
    }

    public String getName() {
        return name;
    }

    public String getSubject() {
        return subject;
    }

    @DataBoundSetter
    public void setSubject(String subject) {
        this.subject = Util.fixEmptyAndTrim(subject);
    }

    public Map<String, Object> getPolicy() {
        return policy;
    }

    /** As the file of {@code az keyvault certificate create --policy} has it. */
    @DataBoundSetter
    public void setPolicy(Map<String, Object> policy) {
        this.policy = policy == null ? new TreeMap<>() : new TreeMap<>(policy);
    }

    public boolean isForSigning() {
        return forSigning;
    }

    @DataBoundSetter
    public void setForSigning(boolean forSigning) {
        this.forSigning = forSigning;
    }

    public String getRenewBefore() {
        return renewBefore == null ? RENEW_BEFORE : renewBefore;
    }

    @DataBoundSetter
    public void setRenewBefore(String renewBefore) {
        this.renewBefore = Util.fixEmptyAndTrim(renewBefore);
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    public String getPasswordVariable() {
        return passwordVariable;
    }

    @DataBoundSetter
    public void setPasswordVariable(String passwordVariable) {
        this.passwordVariable = Util.fixEmptyAndTrim(passwordVariable);
    }

    public boolean isExportable() {
        return exportable;
    }

    @DataBoundSetter
    public void setExportable(boolean exportable) {
        this.exportable = exportable;
    }

    public Map<String, String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(Map<String, String> tags) {
        this.tags = Lists.sortedTexts(tags);
    }

    public String getDownload() {
        return download;
    }

    @DataBoundSetter
    public void setDownload(String download) {
        this.download = Util.fixEmptyAndTrim(download);
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("keyVaultCertificate", "Key vault: make, import or read a certificate");
        }
    }
}
