package io.jenkins.plugins.aks.mesh;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import io.jenkins.plugins.aks.pipeline.VaultStep;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A certificate authority for the mesh, in a key vault (W052 to W057). */
public final class MeshCertificatesStep extends VaultStep {
    private static final String ROOT_KEY = "istio-root-key";

    private String rootCert;
    private String rootKey;
    private String caCert;
    private String caKey;
    private String certChain;
    private String organization;
    private int keySize = 4096;
    private int rootDays = 3650;
    private int intermediateDays = 730;
    private String renewBefore;

    @DataBoundConstructor
    public MeshCertificatesStep() {
        // Nothing is mandatory that withAks cannot give, or that is named only where it is needed.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        CaNames names = CaNames.of(getRootCert(), getCaCert(), getCaKey(), getCertChain());
        CaIssuer issuer =
                new CaIssuer(getOrganization(), keySize, Duration.ofDays(rootDays), Duration.ofDays(intermediateDays));
        CertificatesSpec spec =
                CertificatesSpec.of(names, getRootKey(), issuer, Durations.parse(getRenewBefore(), "renewBefore"));
        return new MeshCertificates(VaultAccess.of(scope, getVault(), getAccessWait()), spec);
    }

    @Override
    protected String title() {
        return "meshCertificates " + getVault();
    }

    public String getRootCert() {
        return rootCert == null ? CaNames.ROOT_CERT : rootCert;
    }

    @DataBoundSetter
    public void setRootCert(String rootCert) {
        this.rootCert = Util.fixEmptyAndTrim(rootCert);
    }

    public String getRootKey() {
        return rootKey == null ? ROOT_KEY : rootKey;
    }

    @DataBoundSetter
    public void setRootKey(String rootKey) {
        this.rootKey = Util.fixEmptyAndTrim(rootKey);
    }

    public String getCaCert() {
        return caCert == null ? CaNames.CA_CERT : caCert;
    }

    @DataBoundSetter
    public void setCaCert(String caCert) {
        this.caCert = Util.fixEmptyAndTrim(caCert);
    }

    public String getCaKey() {
        return caKey == null ? CaNames.CA_KEY : caKey;
    }

    @DataBoundSetter
    public void setCaKey(String caKey) {
        this.caKey = Util.fixEmptyAndTrim(caKey);
    }

    public String getCertChain() {
        return certChain == null ? CaNames.CERT_CHAIN : certChain;
    }

    @DataBoundSetter
    public void setCertChain(String certChain) {
        this.certChain = Util.fixEmptyAndTrim(certChain);
    }

    public String getOrganization() {
        return organization == null ? "Istio" : organization;
    }

    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    public int getKeySize() {
        return keySize;
    }

    @DataBoundSetter
    public void setKeySize(int keySize) {
        this.keySize = keySize;
    }

    public int getRootDays() {
        return rootDays;
    }

    @DataBoundSetter
    public void setRootDays(int rootDays) {
        this.rootDays = rootDays;
    }

    public int getIntermediateDays() {
        return intermediateDays;
    }

    @DataBoundSetter
    public void setIntermediateDays(int intermediateDays) {
        this.intermediateDays = intermediateDays;
    }

    public String getRenewBefore() {
        return renewBefore == null ? "30d" : renewBefore;
    }

    @DataBoundSetter
    public void setRenewBefore(String renewBefore) {
        this.renewBefore = Util.fixEmptyAndTrim(renewBefore);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("meshCertificates", "Mesh: a root and an intermediate CA in a key vault");
        }
    }
}
