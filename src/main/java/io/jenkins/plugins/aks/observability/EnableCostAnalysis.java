package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ClusterChange;
import java.util.Map;
import java.util.Optional;

/** The cluster has the add-on for cost analysis, or has it no longer (W146). */
final class EnableCostAnalysis extends ClusterChange {
    private static final String ENABLED = "/properties/metricsProfile/costAnalysis/enabled";
    private static final String TIER = "/sku/tier";

    private final String cluster;
    private final boolean on;
    private final Optional<String> tier;

    /** @param tier to raise a Free cluster to; empty to refuse one */
    EnableCostAnalysis(String clusterId, String cluster, boolean on, Optional<String> tier) {
        super(ResourceTarget.cluster(clusterId), cluster);
        this.cluster = cluster;
        this.on = on;
        this.tier = tier;
    }

    @Override
    protected Map<String, Object> result(ObjectNode current, boolean changed) {
        return Map.of(
                "enabled",
                current.at(ENABLED).asBoolean(),
                "tier",
                current.at(TIER).asText("Free"),
                "changed",
                changed);
    }

    @Override
    protected boolean change(AksSession session, ObjectNode found, ObjectNode body) throws OperationException {
        if (body.at(ENABLED).asBoolean() == on) {
            return false;
        }
        if (on) {
            requirePossible(found);
            raise(session, body);
        }
        session.log().line("cluster " + cluster + ": switching cost analysis " + (on ? "on" : "off"));
        ResourceUpdate.set(body, ENABLED, BooleanNode.valueOf(on));
        return true;
    }

    private void raise(AksSession session, ObjectNode body) throws OperationException {
        if (!body.at(TIER).asText("Free").equalsIgnoreCase("Free")) {
            return;
        }
        if (tier.isEmpty()) {
            throw new OperationException(
                    "cluster " + cluster + " is in the tier Free, and cost analysis needs Standard or Premium. Give"
                            + " raiseTier: 'Standard' to raise it, which costs by the hour, or raise it with"
                            + " aksCreate(tier: 'standard').",
                    Map.of("code", "TierTooLow", "tier", "Free"),
                    null);
        }
        session.log().line("cluster " + cluster + ": raising the tier from Free to " + tier.get());
        ResourceUpdate.set(body, TIER, new TextNode(tier.get()));
        if (tier.get().equals("Premium")) {
            ResourceUpdate.set(body, "/properties/supportPlan", new TextNode("AKSLongTermSupport"));
        }
    }

    private void requirePossible(JsonNode now) throws OperationException {
        if (now.at("/identity/type").asText("None").equalsIgnoreCase("None")) {
            throw missing("a managed identity", "az aks update --enable-managed-identity gives it one");
        }
        JsonNode driver = now.at("/properties/storageProfile/diskCSIDriver/enabled");
        if (!driver.asBoolean(true)) {
            throw missing("the Azure Disk CSI driver", "az aks update --enable-disk-driver switches it on");
        }
    }

    private OperationException missing(String what, String how) {
        return new OperationException(
                "cluster " + cluster + " lacks " + what + ", which cost analysis needs: " + how
                        + ". Then run the step again.",
                Map.of("code", "PreconditionNotMet"),
                null);
    }
}
