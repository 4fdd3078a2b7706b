package io.jenkins.plugins.aks.cluster;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.AdvancedNetworking;
import com.azure.resourcemanager.containerservice.models.ContainerServiceLinuxProfile;
import com.azure.resourcemanager.containerservice.models.ContainerServiceNetworkProfile;
import com.azure.resourcemanager.containerservice.models.ContainerServiceSshConfiguration;
import com.azure.resourcemanager.containerservice.models.ContainerServiceSshPublicKey;
import com.azure.resourcemanager.containerservice.models.KubernetesSupportPlan;
import com.azure.resourcemanager.containerservice.models.LoadBalancerSku;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAadProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterApiServerAccessProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterIdentity;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSku;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSkuName;
import com.azure.resourcemanager.containerservice.models.ManagedClusterSkuTier;
import com.azure.resourcemanager.containerservice.models.ManagedServiceIdentityUserAssignedIdentitiesValue;
import com.azure.resourcemanager.containerservice.models.NetworkDataplane;
import com.azure.resourcemanager.containerservice.models.NetworkPlugin;
import com.azure.resourcemanager.containerservice.models.NetworkPluginMode;
import com.azure.resourcemanager.containerservice.models.NetworkPolicy;
import com.azure.resourcemanager.containerservice.models.OutboundType;
import com.azure.resourcemanager.containerservice.models.ResourceIdentityType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A cluster as the service takes it (spec section 2.1), made with the SDK's models. */
final class ClusterBody {
    private static final String ADMIN_USER = "azureuser";

    private ClusterBody() {}

    /** What was given, nothing else: what an existing cluster is compared with. */
    static ObjectNode given(ClusterSpec spec) {
        return Models.json(sparse(spec).withAgentPoolProfiles(List.of(PoolBody.given(spec.pool()))));
    }

    /** What a new cluster is made from: what was given, and the CLI's defaults. */
    static ObjectNode create(ClusterSpec spec, ClusterPlan plan, Map<String, String> tags) {
        ManagedClusterAgentPoolProfile pool =
                PoolBody.create(spec.pool(), plan.vmSize(), "System", null, "Disabled", plan.version());
        ManagedClusterInner cluster = sparse(spec)
                .withTags(tags)
                .withSku(sku(spec.tier() == null ? "Free" : spec.tier()))
                .withKubernetesVersion(plan.version())
                .withDnsPrefix(spec.dnsPrefixOrDefault())
                .withEnableRbac(true)
                .withDisableLocalAccounts(Boolean.FALSE.equals(spec.access().localAccounts()))
                .withAgentPoolProfiles(List.of(pool));
        cluster.withLocation(plan.location());
        if (cluster.identity() == null) {
            cluster.withIdentity(new ManagedClusterIdentity().withType(ResourceIdentityType.SYSTEM_ASSIGNED));
        }
        ContainerServiceNetworkProfile network =
                cluster.networkProfile() == null ? new ContainerServiceNetworkProfile() : cluster.networkProfile();
        if (network.loadBalancerSku() == null) {
            network.withLoadBalancerSku(LoadBalancerSku.STANDARD);
        }
        cluster.withNetworkProfile(network.withOutboundType(OutboundType.LOAD_BALANCER));
        if (spec.access().sshPublicKey() != null) {
            cluster.withLinuxProfile(linux(spec.access().sshPublicKey()));
        }
        return Models.json(cluster);
    }

    private static ManagedClusterInner sparse(ClusterSpec spec) {
        ManagedClusterInner cluster = new ManagedClusterInner()
                .withTags(spec.tags())
                .withDnsPrefix(spec.dnsPrefix())
                .withNodeResourceGroup(spec.nodeResourceGroup())
                .withNetworkProfile(network(spec.network()))
                .withIdentity(identity(spec.access()))
                .withApiServerAccessProfile(apiServer(spec.access()))
                .withAadProfile(entra(spec.access()));
        cluster.withLocation(spec.location());
        if (spec.tier() != null) {
            cluster.withSku(sku(spec.tier()));
        }
        if (spec.supportPlan() != null) {
            cluster.withSupportPlan(KubernetesSupportPlan.fromString(spec.supportPlan()));
        }
        if (spec.access().localAccounts() != null) {
            cluster.withDisableLocalAccounts(!spec.access().localAccounts());
        }
        return cluster;
    }

    private static ManagedClusterSku sku(String tier) {
        return new ManagedClusterSku()
                .withName(ManagedClusterSkuName.BASE)
                .withTier(ManagedClusterSkuTier.fromString(tier));
    }

    private static ContainerServiceNetworkProfile network(NetworkSpec spec) {
        ContainerServiceNetworkProfile network = new ContainerServiceNetworkProfile()
                .withPodCidr(spec.podCidr())
                .withServiceCidr(spec.serviceCidr())
                .withDnsServiceIp(spec.dnsServiceIp())
                .withNetworkPlugin(spec.plugin() == null ? null : NetworkPlugin.fromString(spec.plugin()))
                .withNetworkPluginMode(
                        spec.pluginMode() == null ? null : NetworkPluginMode.fromString(spec.pluginMode()))
                .withNetworkDataplane(spec.dataplane() == null ? null : NetworkDataplane.fromString(spec.dataplane()))
                .withNetworkPolicy(spec.policy() == null ? null : NetworkPolicy.fromString(spec.policy()))
                .withLoadBalancerSku(
                        spec.loadBalancerSku() == null ? null : LoadBalancerSku.fromString(spec.loadBalancerSku()));
        if (spec.acns() != null) {
            network.withAdvancedNetworking(new AdvancedNetworking().withEnabled(spec.acns()));
        }
        return Models.json(network).isEmpty() ? null : network;
    }

    private static ManagedClusterIdentity identity(AccessSpec spec) {
        return spec.managedIdentity() == null
                ? null
                : new ManagedClusterIdentity()
                        .withType(ResourceIdentityType.USER_ASSIGNED)
                        .withUserAssignedIdentities(Map.of(
                                spec.managedIdentity(), new ManagedServiceIdentityUserAssignedIdentitiesValue()));
    }

    private static ManagedClusterApiServerAccessProfile apiServer(AccessSpec spec) {
        return spec.privateCluster() == null && spec.authorizedIpRanges() == null
                ? null
                : new ManagedClusterApiServerAccessProfile()
                        .withEnablePrivateCluster(spec.privateCluster())
                        .withAuthorizedIpRanges(spec.authorizedIpRanges());
    }

    private static ManagedClusterAadProfile entra(AccessSpec spec) {
        return !Boolean.TRUE.equals(spec.entra())
                ? null
                : new ManagedClusterAadProfile()
                        .withManaged(true)
                        .withEnableAzureRbac(spec.azureRbac())
                        .withAdminGroupObjectIDs(spec.adminGroupObjectIds());
    }

    private static ContainerServiceLinuxProfile linux(String publicKey) {
        return new ContainerServiceLinuxProfile()
                .withAdminUsername(ADMIN_USER)
                .withSsh(new ContainerServiceSshConfiguration()
                        .withPublicKeys(List.of(new ContainerServiceSshPublicKey().withKeyData(publicKey))));
    }
}
