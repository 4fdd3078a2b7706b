package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Ids;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.List;
import java.util.Locale;

/** What the service fills in for a cluster. */
final class ClusterDefaults {
    private final Sandbox sandbox;
    private final Versions versions;

    ClusterDefaults(Sandbox sandbox, Versions versions) {
        this.sandbox = sandbox;
        this.versions = versions;
    }

    void fill(ArmDocument cluster) {
        ObjectNode resource = cluster.resource();
        ObjectNode properties = cluster.properties();
        String[] id = cluster.id().split("/");
        String location = resource.path("location").asText();
        Merge.absent(resource, "tags", Json.object());
        ObjectNode sku = resource.withObjectProperty("sku");
        Merge.absent(sku, "name", "Base");
        Merge.absent(sku, "tier", "Free");
        if (properties.path("kubernetesVersion").asText().isEmpty()) {
            properties.put("kubernetesVersion", versions.defaultMinor());
        }
        Merge.absent(properties, "dnsPrefix", dnsPrefix(cluster.name(), id[4], id[2]));
        Merge.absent(properties, "nodeResourceGroup", nodeGroup(id[4], cluster.name(), location));
        Merge.absent(properties, "enableRBAC", true);
        Merge.absent(properties, "disableLocalAccounts", false);
        Merge.absent(properties, "supportPlan", Versions.OFFICIAL);
        Merge.absent(properties, "maxAgentPools", 100);
        Merge.absent(properties, "powerState", Json.object().put("code", "Running"));
        Merge.absent(properties, "addonProfiles", Json.object());
        Merge.absent(properties, "autoUpgradeProfile", Json.object().put("nodeOSUpgradeChannel", "NodeImage"));
        fillNetwork(properties.withObjectProperty("networkProfile"));
        fillIdentity(cluster);
        fillAddresses(cluster, location);
        fillStorage(properties.withObjectProperty("storageProfile"));
    }

    private static String dnsPrefix(String name, String group, String subscription) {
        String start = name.replaceAll("[^A-Za-z0-9-]", "");
        start = start.substring(0, Math.min(10, start.length()));
        String middle = group.replaceAll("[^A-Za-z0-9-]", "");
        middle = middle.substring(0, Math.min(16, middle.length()));
        return (start + "-" + middle + "-" + subscription.substring(0, 6)).replaceAll("^[^A-Za-z]", "a");
    }

    private static String nodeGroup(String group, String name, String location) {
        String full = "MC_" + group + "_" + name + "_" + location;
        return full.substring(0, Math.min(80, full.length()));
    }

    private static void fillNetwork(ObjectNode network) {
        Merge.absent(network, "networkPlugin", "azure");
        boolean azure = network.path("networkPlugin").asText().equals("azure");
        if (azure && !network.has("networkPluginMode") && !network.has("podSubnetID")) {
            network.put("networkPluginMode", "overlay");
        }
        Merge.absent(network, "networkDataplane", "azure");
        boolean cilium = network.path("networkDataplane").asText().equals("cilium");
        Merge.absent(network, "networkPolicy", cilium ? "cilium" : "none");
        Merge.absent(network, "loadBalancerSku", "standard");
        Merge.absent(network, "outboundType", "loadBalancer");
        Merge.absent(network, "podCidr", "10.244.0.0/16");
        Merge.absent(network, "serviceCidr", "10.0.0.0/16");
        Merge.absent(network, "dnsServiceIP", "10.0.0.10");
        Merge.absent(network, "podCidrs", List.of(network.path("podCidr").asText()));
        Merge.absent(
                network, "serviceCidrs", List.of(network.path("serviceCidr").asText()));
        Merge.absent(network, "ipFamilies", List.of("IPv4"));
        if (network.path("advancedNetworking").path("enabled").asBoolean()) {
            ObjectNode advanced = network.withObjectProperty("advancedNetworking");
            Merge.absent(advanced.withObjectProperty("observability"), "enabled", true);
            Merge.absent(advanced.withObjectProperty("security"), "enabled", cilium);
            if (advanced.path("security").path("enabled").asBoolean()) {
                Merge.absent(advanced.withObjectProperty("security"), "advancedNetworkPolicies", "FQDN");
            }
        }
    }

    private void fillIdentity(ArmDocument cluster) {
        Ids ids = sandbox.ids();
        String tenant = sandbox.credentials().tenantId();
        ObjectNode identity = cluster.resource().withObjectProperty("identity");
        if (identity.path("type").asText().equals("SystemAssigned")) {
            identity.put("principalId", ids.guid("identity " + cluster.id())).put("tenantId", tenant);
        }
        ObjectNode properties = cluster.properties();
        properties.putObject("servicePrincipalProfile").put("clientId", "msi");
        ObjectNode kubelet = properties.withObjectProperty("identityProfile").withObjectProperty("kubeletidentity");
        String group = "/subscriptions/" + cluster.id().split("/")[2] + "/resourcegroups/"
                + properties.path("nodeResourceGroup").asText();
        kubelet.put(
                        "resourceId",
                        group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + cluster.name()
                                + "-agentpool")
                .put("clientId", ids.guid("kubelet client " + cluster.id()))
                .put("objectId", ids.guid("kubelet object " + cluster.id()));
        if (properties.path("aadProfile").path("managed").asBoolean()) {
            Merge.absent(properties.withObjectProperty("aadProfile"), "tenantID", tenant);
            Merge.absent(properties.withObjectProperty("aadProfile"), "enableAzureRBAC", false);
        }
    }

    private void fillAddresses(ArmDocument cluster, String location) {
        ObjectNode properties = cluster.properties();
        String host = properties.path("dnsPrefix").asText().toLowerCase(Locale.ROOT) + "-"
                + sandbox.ids().hex("fqdn " + cluster.id(), 8);
        ObjectNode access = properties.withObjectProperty("apiServerAccessProfile");
        boolean isPrivate = access.path("enablePrivateCluster").asBoolean();
        if (isPrivate) {
            Merge.absent(access, "privateDNSZone", "system");
            Merge.absent(access, "enablePrivateClusterPublicFQDN", true);
            properties.put("privateFQDN", host + ".privatelink." + location + ".azmk8s.io");
        }
        if (!isPrivate || access.path("enablePrivateClusterPublicFQDN").asBoolean()) {
            properties.put("fqdn", host + ".hcp." + location + ".azmk8s.io");
        }
        properties.put("azurePortalFQDN", host + ".portal.hcp." + location + ".azmk8s.io");
        ObjectNode oidc = properties.withObjectProperty("oidcIssuerProfile");
        String patch =
                versions.resolve(properties.path("kubernetesVersion").asText()).orElse("1.0.0");
        Merge.absent(oidc, "enabled", Versions.minorNumber(patch) >= 34);
        if (oidc.path("enabled").asBoolean()) {
            oidc.put("issuerURL", sandbox.url() + "/oidc/" + ClusterKeys.keyOf(cluster.id()) + "/");
        }
        Merge.absent(properties, "resourceUID", sandbox.ids().hex("uid " + cluster.id(), 24));
    }

    private static void fillStorage(ObjectNode storage) {
        Merge.absent(storage, "diskCSIDriver", Json.object().put("enabled", true));
        Merge.absent(storage, "fileCSIDriver", Json.object().put("enabled", true));
        Merge.absent(storage, "snapshotController", Json.object().put("enabled", true));
    }
}
