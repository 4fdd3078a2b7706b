package io.jenkins.plugins.aks.storage;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.check.OnFailure;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.CheckStep;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes the node of a database away, and says whether it came back in time and with all its rows (W085 to W101). */
public final class AcstorFailoverCheckStep extends CheckStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "3h";

    /** The default of {@link #getImage}: the present long-term release. */
    public static final String IMAGE = "mysql:8.4";

    /** The default of {@link #getNamespace}. */
    public static final String NAMESPACE = "default";

    /** The default of {@link #getSize}. */
    public static final String SIZE = "5Gi";

    /** The default of {@link #getRows}. */
    public static final int ROWS = 20;

    /** The default of {@link #getMaxUnavailable}. */
    public static final String MAX_UNAVAILABLE = "3m";

    /** The default of {@link #getRecoveryTimeLimit}. */
    public static final String RECOVERY_TIME_LIMIT = "20m";

    private String storageClass;
    private String how;
    private String namespace;
    private String nodePool;
    private String image;
    private String secret;
    private String size;
    private String workload;
    private String writeCommand;
    private String readCommand;
    private int rows = ROWS;
    private String maxUnavailable;
    private int maxLostRows;
    private String recoveryTimeLimit;
    private boolean keep;

    @DataBoundConstructor
    public AcstorFailoverCheckStep() {
        // Everything has a default.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        FailoverTarget own = new FailoverTarget(
                FailoverParameters.name("namespace", getNamespace()),
                FailoverTarget.NAME,
                true,
                FailoverParameters.image(getImage()),
                FailoverParameters.size(getSize()),
                secret == null ? FailoverTarget.NAME : FailoverParameters.name("secret", secret),
                FailoverParameters.optionalName("nodePool", nodePool),
                FailoverManifest.resource("builtin/failover-write.sh").strip(),
                FailoverManifest.resource("builtin/failover-read.sh").strip());
        FailoverSpec spec = new FailoverSpec(
                scope.subscription(),
                scope.clusterId(),
                scope.cluster(),
                storageClass == null ? "" : storageClass,
                FailoverWay.parse(getHow()),
                FailoverParameters.target(workload, own, writeCommand, readCommand),
                FailoverParameters.rows(rows),
                Durations.parse(getMaxUnavailable(), "maxUnavailable"),
                FailoverParameters.lostRows(maxLostRows),
                Durations.parse(getRecoveryTimeLimit(), "recoveryTimeLimit"),
                keep,
                scope.key());
        return new AcstorFailoverCheck(spec, new CheckEnd(OnFailure.parse(getOnFailure()), Util.fixNull(getJunit())));
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    @Override
    protected String title() {
        return "acstorFailoverCheck " + (storageClass == null ? "of the default storage class" : storageClass);
    }

    /** Null for the cluster's default one. */
    public String getStorageClass() {
        return storageClass;
    }

    @DataBoundSetter
    public void setStorageClass(String storageClass) {
        this.storageClass = Util.fixEmptyAndTrim(storageClass);
    }

    /** {@code node-delete}, {@code drain} or {@code machine-delete}. */
    public String getHow() {
        return how == null ? FailoverWay.NODE_DELETE.word() : how;
    }

    @DataBoundSetter
    public void setHow(String how) {
        this.how = Util.fixEmptyAndTrim(how);
    }

    public String getNamespace() {
        return namespace == null ? NAMESPACE : namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public String getNodePool() {
        return nodePool;
    }

    @DataBoundSetter
    public void setNodePool(String nodePool) {
        this.nodePool = Util.fixEmptyAndTrim(nodePool);
    }

    public String getImage() {
        return image == null ? IMAGE : image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    /** The name of a Kubernetes Secret; null for one that the step makes. */
    public String getSecret() {
        return secret;
    }

    @DataBoundSetter
    public void setSecret(String secret) {
        this.secret = Util.fixEmptyAndTrim(secret);
    }

    public String getSize() {
        return size == null ? SIZE : size;
    }

    @DataBoundSetter
    public void setSize(String size) {
        this.size = Util.fixEmptyAndTrim(size);
    }

    /** {@code namespace/name} of a StatefulSet; null for the step's own. */
    public String getWorkload() {
        return workload;
    }

    @DataBoundSetter
    public void setWorkload(String workload) {
        this.workload = Util.fixEmptyAndTrim(workload);
    }

    public String getWriteCommand() {
        return writeCommand;
    }

    @DataBoundSetter
    public void setWriteCommand(String writeCommand) {
        this.writeCommand = Util.fixEmptyAndTrim(writeCommand);
    }

    public String getReadCommand() {
        return readCommand;
    }

    @DataBoundSetter
    public void setReadCommand(String readCommand) {
        this.readCommand = Util.fixEmptyAndTrim(readCommand);
    }

    public int getRows() {
        return rows;
    }

    @DataBoundSetter
    public void setRows(int rows) {
        this.rows = rows;
    }

    public String getMaxUnavailable() {
        return maxUnavailable == null ? MAX_UNAVAILABLE : maxUnavailable;
    }

    @DataBoundSetter
    public void setMaxUnavailable(String maxUnavailable) {
        this.maxUnavailable = Util.fixEmptyAndTrim(maxUnavailable);
    }

    public int getMaxLostRows() {
        return maxLostRows;
    }

    @DataBoundSetter
    public void setMaxLostRows(int maxLostRows) {
        this.maxLostRows = maxLostRows;
    }

    public String getRecoveryTimeLimit() {
        return recoveryTimeLimit == null ? RECOVERY_TIME_LIMIT : recoveryTimeLimit;
    }

    @DataBoundSetter
    public void setRecoveryTimeLimit(String recoveryTimeLimit) {
        this.recoveryTimeLimit = Util.fixEmptyAndTrim(recoveryTimeLimit);
    }

    public boolean isKeep() {
        return keep;
    }

    @DataBoundSetter
    public void setKeep(boolean keep) {
        this.keep = keep;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("acstorFailoverCheck", "AKS: take a database's node away, and check that it comes back whole");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
