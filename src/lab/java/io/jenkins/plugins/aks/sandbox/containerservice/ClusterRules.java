package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Tags;

/** What the service refuses of a cluster as such. Defaults are filled in before. */
final class ClusterRules {
    private final Versions versions;

    ClusterRules(Versions versions) {
        this.versions = versions;
    }

    static void checkName(String name) {
        if (!name.matches("[a-zA-Z0-9]|[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]")) {
            throw ArmRefusal.invalid(
                    "name",
                    "'" + name + "': 1 to 63 letters, digits, '-' and '_', beginning and ending with a letter or"
                            + " digit. Please see https://aka.ms/aks-naming-rules for more details.");
        }
    }

    void check(ArmDocument cluster) {
        ObjectNode properties = cluster.properties();
        Tags.check(cluster.resource().path("tags"));
        checkDnsPrefix(properties.path("dnsPrefix").asText());
        checkTier(cluster.resource().path("sku").path("tier").asText(), properties);
        checkIdentity(cluster.resource().path("identity"));
        checkEntra(properties);
        checkPrivate(properties.path("apiServerAccessProfile"));
        NetworkRules.check(properties);
        MetricsRules.check(cluster);
    }

    private static void checkDnsPrefix(String prefix) {
        if (!prefix.matches("[a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]{0,52}[a-zA-Z0-9]")) {
            throw ArmRefusal.invalid(
                    "dnsPrefix",
                    "DNSPrefix '" + prefix + "' is invalid. DNSPrefix must contain between 1 and 54 characters,"
                            + " letters, digits and hyphens, and begin and end with a letter or digit.");
        }
    }

    private static void checkTier(String tier, ObjectNode properties) {
        boolean longTerm = properties.path("supportPlan").asText().equals(Versions.LONG_TERM);
        boolean premium = tier.equalsIgnoreCase("Premium");
        if (longTerm != premium) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "The Premium tier and the support plan " + Versions.LONG_TERM
                            + " go together: the request has tier '" + tier + "' and support plan '"
                            + properties.path("supportPlan").asText() + "'.",
                    "supportPlan");
        }
    }

    private static void checkIdentity(JsonNode identity) {
        String type = identity.path("type").asText();
        if (type.isEmpty() || type.equals("None")) {
            throw ArmRefusal.invalid("identity", "a cluster needs an identity: SystemAssigned or UserAssigned.");
        }
        if (type.equals("UserAssigned") != identity.has("userAssignedIdentities")) {
            throw ArmRefusal.invalid(
                    "identity.userAssignedIdentities", "it goes with the type UserAssigned and with no other.");
        }
    }

    private static void checkEntra(ObjectNode properties) {
        JsonNode entra = properties.path("aadProfile");
        boolean managed = entra.path("managed").asBoolean();
        if (!entra.isMissingNode() && !managed) {
            throw ArmRefusal.invalid("aadProfile.managed", "only managed Entra integration is available.");
        }
        if (entra.path("enableAzureRBAC").asBoolean()
                && !properties.path("enableRBAC").asBoolean()) {
            throw ArmRefusal.invalid("aadProfile.enableAzureRBAC", "it needs enableRBAC.");
        }
        if (properties.path("disableLocalAccounts").asBoolean() && !managed) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "disableLocalAccounts is only supported with managed Entra integration (aadProfile.managed).",
                    "disableLocalAccounts");
        }
    }

    private static void checkPrivate(JsonNode access) {
        boolean isPrivate = access.path("enablePrivateCluster").asBoolean();
        if (!isPrivate && access.has("privateDNSZone")) {
            throw ArmRefusal.invalid("apiServerAccessProfile.privateDNSZone", "the cluster is not private.");
        }
        if (isPrivate && !access.path("authorizedIPRanges").isEmpty()) {
            throw ArmRefusal.invalid(
                    "apiServerAccessProfile.authorizedIPRanges",
                    "a private cluster has no public address to restrict.");
        }
    }

    /**
     * @param current the version that the cluster has; empty for a new one
     * @return the patch that it shall have
     */
    String checkVersion(ArmDocument cluster, String current) {
        String wanted = cluster.properties().path("kubernetesVersion").asText();
        String minor = Versions.minorOf(wanted);
        if (!current.isEmpty() && (wanted.equals(current) || wanted.equals(Versions.minorOf(current)))) {
            return current;
        }
        String patch = versions.resolve(wanted).orElseThrow(() -> unsupported(cluster, wanted));
        String plan = cluster.properties().path("supportPlan").asText();
        if (!versions.hasPlan(patch, plan)) {
            throw new ArmRefusal(
                    400,
                    "K8sVersionNotSupported",
                    "Managed cluster " + cluster.name() + " is on version " + patch
                            + ", which is only available for Long-Term Support (LTS). If you intend to onboard to"
                            + " LTS, please ensure the cluster is in Premium tier and LTS support plan. See"
                            + " https://aka.ms/aks/lts-version for version " + minor + ".");
        }
        if (!current.isEmpty() && !versions.upgrades(current).contains(patch)) {
            throw new ArmRefusal(
                    400,
                    "OperationNotAllowed",
                    "Upgrading Kubernetes version " + current + " to " + patch
                            + " is not allowed. Available upgrades: " + versions.upgrades(current)
                            + ". Please see https://aka.ms/aks-supported-k8s-ver for version details.");
        }
        return patch;
    }

    private static ArmRefusal unsupported(ArmDocument cluster, String wanted) {
        return new ArmRefusal(
                400,
                "K8sVersionNotSupported",
                "Managed cluster " + cluster.name() + " is on version " + wanted
                        + ", which is not supported in this region. Please use [az aks get-versions] command to get"
                        + " the supported version list in this region. For more information, please check"
                        + " https://aka.ms/supported-version-list");
    }
}
