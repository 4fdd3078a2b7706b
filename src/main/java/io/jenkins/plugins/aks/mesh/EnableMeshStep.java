package io.jenkins.plugins.aks.mesh;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import io.jenkins.plugins.aks.pipeline.VaultStep;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Switches the Istio add-on of the cluster on or off (W060 to W062). */
public final class EnableMeshStep extends VaultStep {
    static final String ON = "on";

    private static final String READY_WAIT = "20m";

    private String state;
    private String revision;
    private String rootCert;
    private String caCert;
    private String caKey;
    private String certChain;
    private boolean readSecrets = true;
    private List<String> ingressGateways;
    private String readyWait;

    @DataBoundConstructor
    public EnableMeshStep() {
        // The cluster comes from the scope, and the rest is computed.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return EnableMesh.of(MeshSpec.of(scope, getState(), revision, ca(scope), ingressGateways, getReadyWait()));
    }

    private Optional<MeshSpec.CaPlace> ca(AksScope scope) throws InvalidParameterException {
        CaNames names = CaNames.of(
                rootCert == null ? CaNames.ROOT_CERT : rootCert,
                caCert == null ? CaNames.CA_CERT : caCert,
                caKey == null ? CaNames.CA_KEY : caKey,
                certChain == null ? CaNames.CERT_CHAIN : certChain);
        if (getVault() != null) {
            return Optional.of(
                    new MeshSpec.CaPlace(VaultAccess.of(scope, getVault(), getAccessWait()), names, readSecrets));
        }
        if (Stream.of(rootCert, caCert, caKey, certChain).anyMatch(name -> name != null)) {
            throw new InvalidParameterException(
                    "vault",
                    null,
                    "the key vault with the secrets that rootCert, caCert, caKey and certChain name",
                    "Name it, or leave them out for a CA of the mesh's own.");
        }
        return Optional.empty();
    }

    @Override
    protected String title() {
        return "enableMesh" + (getState().equals(ON) ? "" : " " + getState());
    }

    public String getState() {
        return state == null ? ON : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** Null to have it computed. */
    public String getRevision() {
        return revision;
    }

    @DataBoundSetter
    public void setRevision(String revision) {
        this.revision = Util.fixEmptyAndTrim(revision);
    }

    public String getRootCert() {
        return rootCert;
    }

    @DataBoundSetter
    public void setRootCert(String rootCert) {
        this.rootCert = Util.fixEmptyAndTrim(rootCert);
    }

    public String getCaCert() {
        return caCert;
    }

    @DataBoundSetter
    public void setCaCert(String caCert) {
        this.caCert = Util.fixEmptyAndTrim(caCert);
    }

    public String getCaKey() {
        return caKey;
    }

    @DataBoundSetter
    public void setCaKey(String caKey) {
        this.caKey = Util.fixEmptyAndTrim(caKey);
    }

    public String getCertChain() {
        return certChain;
    }

    @DataBoundSetter
    public void setCertChain(String certChain) {
        this.certChain = Util.fixEmptyAndTrim(certChain);
    }

    public boolean isReadSecrets() {
        return readSecrets;
    }

    @DataBoundSetter
    public void setReadSecrets(boolean readSecrets) {
        this.readSecrets = readSecrets;
    }

    /** Null to leave them. */
    public List<String> getIngressGateways() {
        return ingressGateways;
    }

    /** A form gives a list as one text, separated by commas; {@code none} in it stands for an empty list. */
    @DataBoundSetter
    public void setIngressGateways(List<String> ingressGateways) {
        Collection<?> given = ingressGateways;
        if (given == null || List.of("").equals(given)) {
            this.ingressGateways = null;
            return;
        }
        this.ingressGateways = given.stream()
                .flatMap(each -> Stream.of(String.valueOf(each).split("[,\\s]+")))
                .map(word -> word.toLowerCase(java.util.Locale.ROOT))
                .filter(word -> !word.isEmpty() && !word.equals("none"))
                .distinct()
                .toList();
    }

    public String getReadyWait() {
        return readyWait == null ? READY_WAIT : readyWait;
    }

    @DataBoundSetter
    public void setReadyWait(String readyWait) {
        this.readyWait = Util.fixEmptyAndTrim(readyWait);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("enableMesh", "Mesh: switch the Istio add-on on or off");
        }
    }
}
