package io.jenkins.plugins.aks.storage;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Puts Azure Container Storage, version 1, on a cluster, or takes it off (W078 to W081). */
public final class EnableContainerStorageStep extends AksStep {
    /** The default of {@link #getVersion}. */
    public static final String VERSION = "1";

    /** Which pool is meant where none is given: the workshop's. */
    public static final String NODE_POOL = "acstorpool";

    /** The default of {@link #getNodeCount}. */
    public static final int NODE_COUNT = 3;

    private String version;
    private String state;
    private List<String> nodePools;
    private int nodeCount = NODE_COUNT;
    private String vmSize;
    private String disk;
    private String perfTier;
    private boolean firstPool;

    @DataBoundConstructor
    public EnableContainerStorageStep() {
        // Everything has a default.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        requireVersion();
        boolean present = StorageParameters.present(getState());
        StorageSpec spec = new StorageSpec(
                scope.subscription(),
                scope.clusterId(),
                scope.cluster(),
                StorageParameters.pools(nodePools == null ? List.of(NODE_POOL) : nodePools),
                StorageParameters.nodeCount(nodeCount),
                vmSize,
                StorageParameters.disk("disk", getDisk()),
                StorageParameters.tier(getPerfTier()),
                firstPool);
        return present ? EnableContainerStorage.of(spec) : DisableContainerStorage.of(spec.clusterId());
    }

    private void requireVersion() throws InvalidParameterException {
        if (!getVersion().equals(VERSION)) {
            throw new InvalidParameterException(
                    "version",
                    getVersion(),
                    "'1', the version with StoragePools and replication, which the failover needs",
                    "Version 2 has neither: install it with az aks update --enable-azure-container-storage, and apply"
                            + " a StorageClass of localdisk.csi.acstor.io with kubeApply.");
        }
    }

    public String getVersion() {
        return version == null ? VERSION : version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    /** {@code present} or {@code absent}. */
    public String getState() {
        return state == null ? StorageParameters.PRESENT : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** The pools whose disks are used; one that does not exist is made. Null for {@link #NODE_POOL}. */
    public List<String> getNodePools() {
        return nodePools;
    }

    @DataBoundSetter
    public void setNodePools(List<String> nodePools) {
        this.nodePools = Lists.split(nodePools);
    }

    /** Nodes of a pool that is made. */
    public int getNodeCount() {
        return nodeCount;
    }

    @DataBoundSetter
    public void setNodeCount(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    /** Of a pool that is made. */
    public String getVmSize() {
        return vmSize;
    }

    @DataBoundSetter
    public void setVmSize(String vmSize) {
        this.vmSize = Util.fixEmptyAndTrim(vmSize);
    }

    /** {@code nvme}, {@code temp} or {@code azureDisk}. */
    public String getDisk() {
        return disk == null ? StorageDisk.NVME.word() : disk;
    }

    @DataBoundSetter
    public void setDisk(String disk) {
        this.disk = Util.fixEmptyAndTrim(disk);
    }

    /** {@code Basic}, {@code Standard} or {@code Premium}. */
    public String getPerfTier() {
        return perfTier == null ? StorageTier.STANDARD.word() : perfTier;
    }

    @DataBoundSetter
    public void setPerfTier(String perfTier) {
        this.perfTier = Util.fixEmptyAndTrim(perfTier);
    }

    public boolean isFirstPool() {
        return firstPool;
    }

    @DataBoundSetter
    public void setFirstPool(boolean firstPool) {
        this.firstPool = firstPool;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("enableContainerStorage", "AKS: Azure Container Storage on a cluster");
        }
    }
}
