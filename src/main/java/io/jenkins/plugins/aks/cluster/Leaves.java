package io.jenkins.plugins.aks.cluster;

import static io.jenkins.plugins.aks.cluster.Leaf.changeable;
import static io.jenkins.plugins.aks.cluster.Leaf.fixed;

import io.jenkins.plugins.aks.cluster.Leaf.Kind;
import java.util.List;

/**
 * Which properties of what exists are compared with what was asked. Left out is what counts when a cluster is made and
 * never again: the version (upgrades have their own steps), and the node count, labels and taints of the system pool
 * ({@code aksNodePool} changes them).
 */
final class Leaves {
    static final List<Leaf> CLUSTER = List.of(
            fixed("location", "/location"),
            changeable("tags", "/tags", Kind.MERGED),
            changeable("tier", "/sku/tier"),
            changeable("supportPlan", "/properties/supportPlan"),
            fixed("dnsPrefix", "/properties/dnsPrefix"),
            fixed("nodeResourceGroup", "/properties/nodeResourceGroup"),
            fixed("managedIdentity", "/identity/type"),
            fixed("managedIdentity", "/identity/userAssignedIdentities", Kind.NAMES),
            fixed("loadBalancerSku", "/properties/networkProfile/loadBalancerSku"),
            fixed("networkPlugin", "/properties/networkProfile/networkPlugin"),
            fixed("networkPluginMode", "/properties/networkProfile/networkPluginMode"),
            fixed("networkDataplane", "/properties/networkProfile/networkDataplane"),
            fixed("networkPolicy", "/properties/networkProfile/networkPolicy"),
            fixed("podCidr", "/properties/networkProfile/podCidr"),
            fixed("serviceCidr", "/properties/networkProfile/serviceCidr"),
            fixed("dnsServiceIp", "/properties/networkProfile/dnsServiceIP"),
            changeable("acns", "/properties/networkProfile/advancedNetworking/enabled"),
            fixed("privateCluster", "/properties/apiServerAccessProfile/enablePrivateCluster"),
            changeable("authorizedIpRanges", "/properties/apiServerAccessProfile/authorizedIPRanges", Kind.SET),
            fixed("entra", "/properties/aadProfile/managed"),
            changeable("adminGroupObjectIds", "/properties/aadProfile/adminGroupObjectIDs", Kind.SET),
            changeable("azureRbac", "/properties/aadProfile/enableAzureRBAC"),
            changeable("localAccounts (disableLocalAccounts)", "/properties/disableLocalAccounts"));

    /** Of the system pool, inside the cluster; relative to the pool's profile. */
    static final List<Leaf> SYSTEM_POOL = List.of(
            fixed("vmSize", "/vmSize"),
            fixed("osSku", "/osSKU", Kind.FAMILY),
            fixed("zones", "/availabilityZones", Kind.SET),
            fixed("maxPods", "/maxPods"),
            fixed("vnetSubnetId", "/vnetSubnetID"),
            fixed("sshAccess", "/securityProfile/sshAccess"),
            changeable("minCount", "/enableAutoScaling"),
            changeable("minCount", "/minCount"),
            changeable("maxCount", "/maxCount"));

    /** Of a pool that a step is about; relative to its properties. */
    static final List<Leaf> POOL = List.of(
            fixed("vmSize", "/vmSize"),
            fixed("osSku", "/osSKU", Kind.FAMILY),
            fixed("zones", "/availabilityZones", Kind.SET),
            fixed("maxPods", "/maxPods"),
            fixed("vnetSubnetId", "/vnetSubnetID"),
            fixed("sshAccess", "/securityProfile/sshAccess"),
            fixed("spot", "/scaleSetPriority"),
            changeable("mode", "/mode"),
            changeable("count", "/count"),
            changeable("autoscaler", "/enableAutoScaling"),
            changeable("minCount", "/minCount"),
            changeable("maxCount", "/maxCount"),
            changeable("labels", "/nodeLabels", Kind.OWNED),
            changeable("taints", "/nodeTaints", Kind.OWNED),
            changeable("tags", "/tags", Kind.MERGED));

    private Leaves() {}
}
