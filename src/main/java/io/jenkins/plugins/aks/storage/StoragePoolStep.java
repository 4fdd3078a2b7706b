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
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes a StoragePool of Azure Container Storage with its storage class, or deletes it (W082 to W084). */
public final class StoragePoolStep extends AksStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "20m";

    /** The default of {@link #getReplicas}. */
    public static final int REPLICAS = 1;

    private static final List<Integer> COUNTS = List.of(1, 3, 5);

    private final String name;
    private String state;
    private String disk;
    private int replicas = REPLICAS;
    private String size;
    private String skuName;
    private boolean replace;

    @DataBoundConstructor
    public StoragePoolStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (name == null || !name.matches("[a-z0-9]([-a-z0-9]{0,55}[a-z0-9])?")) {
            throw new InvalidParameterException(
                    "name",
                    name,
                    "up to 57 lower-case letters, digits and hyphens, so that acstor-{name} is a storage class's name",
                    "Correct the name.");
        }
        StorageDisk kind = StorageParameters.disk("disk", getDisk());
        requireReplicas(kind);
        requireSize(kind);
        StoragePoolSpec spec = new StoragePoolSpec(
                scope.clusterId(),
                name,
                kind,
                replicas,
                size == null ? "" : size,
                skuName == null ? "" : skuName,
                replace);
        return StorageParameters.present(getState()) ? new StoragePool(spec) : new StoragePoolAbsent(spec);
    }

    private void requireReplicas(StorageDisk kind) throws InvalidParameterException {
        if (!COUNTS.contains(replicas)) {
            throw new InvalidParameterException("replicas", replicas, "1, 3 or 5", "Choose one of them.");
        }
        if (replicas > 1 && kind != StorageDisk.NVME) {
            throw new InvalidParameterException(
                    "replicas",
                    replicas,
                    "1 for disk: '" + kind.word() + "'",
                    "Only pools of NVMe disks are replicated.");
        }
    }

    private void requireSize(StorageDisk kind) throws InvalidParameterException {
        if (kind.isEphemeral() && (size != null || skuName != null)) {
            throw new InvalidParameterException(
                    size != null ? "size" : "skuName",
                    size != null ? size : skuName,
                    "nothing for disk: '" + kind.word() + "', which takes the whole disks of the nodes",
                    "Leave it out, or use disk: 'azureDisk'.");
        }
        if (!kind.isEphemeral() && (size == null || !size.matches("[1-9][0-9]*(Gi|Ti)"))) {
            throw new InvalidParameterException(
                    "size", size, "a quantity in Gi or Ti, e.g. '1Ti', for disk: 'azureDisk'", "Give the pool's size.");
        }
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    @Override
    protected String title() {
        return "storagePool " + name;
    }

    public String getName() {
        return name;
    }

    /** {@code present} or {@code absent}. */
    public String getState() {
        return state == null ? StorageParameters.PRESENT : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** {@code nvme}, {@code temp} or {@code azureDisk}. */
    public String getDisk() {
        return disk == null ? StorageDisk.NVME.word() : disk;
    }

    @DataBoundSetter
    public void setDisk(String disk) {
        this.disk = Util.fixEmptyAndTrim(disk);
    }

    public int getReplicas() {
        return replicas;
    }

    @DataBoundSetter
    public void setReplicas(int replicas) {
        this.replicas = replicas;
    }

    /** Of a pool of managed disks, e.g. {@code 1Ti}. */
    public String getSize() {
        return size;
    }

    @DataBoundSetter
    public void setSize(String size) {
        this.size = Util.fixEmptyAndTrim(size);
    }

    /** Of managed disks, e.g. {@code Premium_LRS}. */
    public String getSkuName() {
        return skuName;
    }

    @DataBoundSetter
    public void setSkuName(String skuName) {
        this.skuName = Util.fixEmptyAndTrim(skuName);
    }

    public boolean isReplace() {
        return replace;
    }

    @DataBoundSetter
    public void setReplace(boolean replace) {
        this.replace = replace;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("storagePool", "AKS: a storage pool of Azure Container Storage");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
