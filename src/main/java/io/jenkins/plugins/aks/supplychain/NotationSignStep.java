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
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Signs images with Notary Project signatures (W115-W120, W125, W127, W128). */
public final class NotationSignStep extends ImagesStep {
    static final String COSE = "cose";

    private String vault;
    private String certificate;
    private String keyId;
    private String signingCredentialsId;
    private String chain;
    private String format;
    private String expiry;
    private boolean force;

    @DataBoundConstructor
    public NotationSignStep() {
        // image or images is needed, and which one is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        List<ImageReference> all = parsed();
        CertificateSource above = new CertificateSource("chain", chain);
        above.check();
        SignSpec spec = new SignSpec(
                SignSpec.format(getFormat()),
                expiry == null ? Optional.empty() : Optional.of(Durations.parse(expiry, "expiry")),
                SignSpec.metadata(signed()),
                force);
        return NotationSign.of(all, key(scope, above), spec);
    }

    private SigningKey key(AksScope scope, CertificateSource above) throws InvalidParameterException {
        boolean inVault = vault != null || certificate != null;
        int given = (inVault ? 1 : 0) + (keyId == null ? 0 : 1) + (signingCredentialsId == null ? 0 : 1);
        if (given != 1) {
            throw new InvalidParameterException(
                    "vault",
                    given == 0 ? null : "more than one key",
                    "vault with certificate, or keyId, or signingCredentialsId",
                    "Say with which key to sign.");
        }
        if (signingCredentialsId != null) {
            return new CredentialKey(signingCredentialsId, above);
        }
        return new VaultKey(
                VaultLookup.of(Util.fixNull(keyId), Util.fixNull(vault), Util.fixNull(certificate), scope), above);
    }

    public String getVault() {
        return vault;
    }

    @DataBoundSetter
    public void setVault(String vault) {
        this.vault = Util.fixEmptyAndTrim(vault);
    }

    public String getCertificate() {
        return certificate;
    }

    @DataBoundSetter
    public void setCertificate(String certificate) {
        this.certificate = Util.fixEmptyAndTrim(certificate);
    }

    public String getKeyId() {
        return keyId;
    }

    @DataBoundSetter
    public void setKeyId(String keyId) {
        this.keyId = Util.fixEmptyAndTrim(keyId);
    }

    public String getSigningCredentialsId() {
        return signingCredentialsId;
    }

    @DataBoundSetter
    public void setSigningCredentialsId(String signingCredentialsId) {
        this.signingCredentialsId = Util.fixEmptyAndTrim(signingCredentialsId);
    }

    public String getChain() {
        return chain;
    }

    @DataBoundSetter
    public void setChain(String chain) {
        this.chain = Util.fixEmptyAndTrim(chain);
    }

    public String getFormat() {
        return format == null ? COSE : format;
    }

    @DataBoundSetter
    public void setFormat(String format) {
        this.format = Util.fixEmptyAndTrim(format);
    }

    public String getExpiry() {
        return expiry;
    }

    @DataBoundSetter
    public void setExpiry(String expiry) {
        this.expiry = Util.fixEmptyAndTrim(expiry);
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("notationSign", "Supply chain: sign images");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
