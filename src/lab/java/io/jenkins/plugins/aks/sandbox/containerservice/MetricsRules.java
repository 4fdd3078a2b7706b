package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;

/** What the service refuses of metrics and cost analysis. */
final class MetricsRules {
    private MetricsRules() {}

    static void check(ArmDocument cluster) {
        JsonNode metrics = cluster.properties().at("/azureMonitorProfile/metrics");
        boolean controlPlane = metrics.at("/controlPlane/enabled").asBoolean();
        if (controlPlane && !metrics.path("enabled").asBoolean()) {
            throw ArmRefusal.invalid(
                    "azureMonitorProfile.metrics.controlPlane.enabled",
                    "it needs azureMonitorProfile.metrics.enabled to be true.");
        }
        boolean costs =
                cluster.properties().at("/metricsProfile/costAnalysis/enabled").asBoolean();
        String tier = cluster.resource().path("sku").path("tier").asText();
        if (costs && tier.equalsIgnoreCase("Free")) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "Cost analysis is only available in the Standard and Premium tiers. The managed cluster is in tier"
                            + " '"
                            + tier + "': upgrade it, or disable cost analysis first.",
                    "metricsProfile.costAnalysis");
        }
        boolean disks =
                cluster.properties().at("/storageProfile/diskCSIDriver/enabled").asBoolean(true);
        if (costs && !disks) {
            throw ArmRefusal.invalid("metricsProfile.costAnalysis", "it needs the Azure Disk CSI driver.");
        }
    }
}
