package io.jenkins.plugins.aks.mesh;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.check.OnFailure;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.CheckStep;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Checks who is served by a Service of the mesh, and with which certificate (W068 to W077). */
public final class CheckMeshStep extends CheckStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    static final String IMAGE = "curlimages/curl:8.10.1";

    private static final String DEFAULT = "default";
    private static final String WITHIN = "1m";

    private final String service;
    private String namespace;
    private String mode;
    private String policy;
    private String root;
    private String vault;
    private String rootCert;
    private String image;
    private String outsideNamespace;
    private String within;
    private String accessWait;

    @DataBoundConstructor
    public CheckMeshStep(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        int port = MeshCheckSpec.port(service);
        String in = MeshCheckSpec.name("namespace", getNamespace());
        MeshCheckSpec spec = new MeshCheckSpec(
                scope.clusterId(),
                in,
                service.split(":")[0],
                port,
                MeshCheckSpec.mode(mode),
                MeshCheckSpec.name("policy", policy == null ? in + "-" + DEFAULT : policy),
                root(scope),
                getImage(),
                MeshCheckSpec.name("outsideNamespace", getOutsideNamespace()),
                Durations.parse(getWithin(), "within"),
                scope.key());
        return CheckMesh.of(spec, new CheckEnd(OnFailure.parse(getOnFailure()), Util.fixNull(getJunit())));
    }

    private MeshCheckSpec.RootPlace root(AksScope scope) throws InvalidParameterException {
        if (vault == null && rootCert != null) {
            throw new InvalidParameterException(
                    "vault", null, "the key vault with the secret that rootCert names", "Name it, or leave both out.");
        }
        if (vault != null && root != null) {
            throw new InvalidParameterException(
                    "vault", vault, "nothing beside root", "Give the root either as text or by a vault.");
        }
        Optional<VaultAccess> access =
                vault == null ? Optional.empty() : Optional.of(VaultAccess.of(scope, vault, getAccessWait()));
        return new MeshCheckSpec.RootPlace(
                MeshCheckSpec.pem(root), access, rootCert == null ? CaNames.ROOT_CERT : rootCert);
    }

    @Override
    protected String title() {
        return "checkMesh " + service;
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public String getService() {
        return service;
    }

    public String getNamespace() {
        return namespace == null ? DEFAULT : namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** {@code STRICT} or {@code PERMISSIVE}; null to leave what is in force. */
    public String getMode() {
        return mode;
    }

    @DataBoundSetter
    public void setMode(String mode) {
        this.mode = Util.fixEmptyAndTrim(mode);
    }

    /** Null for the namespace's name and {@code -default}. */
    public String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    public String getRoot() {
        return root;
    }

    @DataBoundSetter
    public void setRoot(String root) {
        this.root = Util.fixEmptyAndTrim(root);
    }

    public String getVault() {
        return vault;
    }

    @DataBoundSetter
    public void setVault(String vault) {
        this.vault = Util.fixEmptyAndTrim(vault);
    }

    /** Null for {@code istio-root-cert}. */
    public String getRootCert() {
        return rootCert;
    }

    @DataBoundSetter
    public void setRootCert(String rootCert) {
        this.rootCert = Util.fixEmptyAndTrim(rootCert);
    }

    public String getImage() {
        return image == null ? IMAGE : image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public String getOutsideNamespace() {
        return outsideNamespace == null ? DEFAULT : outsideNamespace;
    }

    @DataBoundSetter
    public void setOutsideNamespace(String outsideNamespace) {
        this.outsideNamespace = Util.fixEmptyAndTrim(outsideNamespace);
    }

    public String getWithin() {
        return within == null ? WITHIN : within;
    }

    @DataBoundSetter
    public void setWithin(String within) {
        this.within = Util.fixEmptyAndTrim(within);
    }

    public String getAccessWait() {
        return accessWait == null ? VaultAccess.WAIT : accessWait;
    }

    @DataBoundSetter
    public void setAccessWait(String accessWait) {
        this.accessWait = Util.fixEmptyAndTrim(accessWait);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("checkMesh", "Mesh: check who is served, and with which certificate");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
