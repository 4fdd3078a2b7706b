package io.jenkins.plugins.aks.cluster;

import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import com.azure.resourcemanager.containerservice.models.AgentPoolSecurityProfile;
import com.azure.resourcemanager.containerservice.models.AgentPoolSshAccess;
import com.azure.resourcemanager.containerservice.models.AgentPoolType;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.OSSku;
import com.azure.resourcemanager.containerservice.models.OSType;
import com.azure.resourcemanager.containerservice.models.ScaleSetEvictionPolicy;
import com.azure.resourcemanager.containerservice.models.ScaleSetPriority;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A node pool as the service takes it, in the SDK's model: one shape for the cluster's profile and the pool itself. */
final class PoolBody {
    private PoolBody() {}

    /** What was given, nothing else: what an existing pool is compared with. */
    static ManagedClusterAgentPoolProfile given(PoolSpec spec) {
        ManagedClusterAgentPoolProfile pool = new ManagedClusterAgentPoolProfile()
                .withName(spec.name())
                .withCount(spec.count())
                .withVmSize(spec.vmSize())
                .withAvailabilityZones(spec.zones())
                .withMaxPods(spec.maxPods())
                .withVnetSubnetId(spec.subnetId())
                .withNodeLabels(spec.labels())
                .withNodeTaints(spec.taints())
                .withTags(spec.tags());
        if (spec.mode() != null) {
            pool.withMode(AgentPoolMode.fromString(spec.mode()));
        }
        if (spec.osSku() != null) {
            pool.withOsSku(OSSku.fromString(spec.osSku()));
        }
        if (spec.sshAccess() != null) {
            pool.withSecurityProfile(ssh(spec.sshAccess()));
        }
        if (spec.wantsAutoscaler()) {
            pool.withEnableAutoScaling(true).withMinCount(spec.minCount()).withMaxCount(spec.maxCount());
        } else if (Boolean.FALSE.equals(spec.autoscaler())) {
            pool.withEnableAutoScaling(false);
        }
        if (spec.isSpot()) {
            pool.withScaleSetPriority(ScaleSetPriority.SPOT);
        }
        return pool;
    }

    /**
     * What a new pool is made from.
     *
     * @param mode where none was given
     * @param osSku where none was given
     * @param sshAccess where none was given
     * @param version of Kubernetes; null for the control plane's
     */
    static ManagedClusterAgentPoolProfile create(
            PoolSpec spec, String vmSize, String mode, String osSku, String sshAccess, String version) {
        ManagedClusterAgentPoolProfile pool = given(spec)
                .withCount(spec.initialCount())
                .withVmSize(vmSize)
                .withType(AgentPoolType.VIRTUAL_MACHINE_SCALE_SETS)
                .withOsType(OSType.LINUX)
                .withMode(AgentPoolMode.fromString(spec.mode() == null ? mode : spec.mode()))
                .withSecurityProfile(ssh(spec.sshAccess() == null ? sshAccess : spec.sshAccess()))
                .withOrchestratorVersion(version);
        String sku = spec.osSku() == null ? osSku : spec.osSku();
        if (sku != null) {
            pool.withOsSku(OSSku.fromString(sku));
        }
        if (spec.isSpot()) {
            pool.withScaleSetEvictionPolicy(ScaleSetEvictionPolicy.DELETE).withSpotMaxPrice(-1f);
        }
        return pool;
    }

    /**
     * Moves the count between the autoscaler's limits: the service refuses another, and its autoscaler does not fetch the
     * nodes that a raised lower limit lacks.
     */
    static void keepCountWithinLimits(ObjectNode pool) {
        if (pool.path("enableAutoScaling").asBoolean()) {
            int count = pool.path("count").asInt();
            int atLeast = Math.max(count, pool.path("minCount").asInt(count));
            pool.put("count", Math.min(atLeast, pool.path("maxCount").asInt(atLeast)));
        }
    }

    private static AgentPoolSecurityProfile ssh(String access) {
        return new AgentPoolSecurityProfile().withSshAccess(AgentPoolSshAccess.fromString(access));
    }
}
