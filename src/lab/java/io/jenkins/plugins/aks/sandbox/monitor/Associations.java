package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.List;

/**
 * The associations of clusters with data collection rules. From them a cluster's agents get their configuration: what
 * each cluster's agents would be given is kept where the cluster itself can see it.
 */
final class Associations {
    static final String TYPE = "Microsoft.Insights/dataCollectionRuleAssociations";
    static final String METRICS_STREAM = "Microsoft-PrometheusMetrics";
    static final String LOGS_STREAM = "Microsoft-ContainerInsights-Group-Default";

    private final ArmContext arm;

    Associations(ArmContext arm) {
        this.arm = arm;
    }

    /** Those with a rule. */
    List<ArmDocument> of(String ruleId) {
        return all().stream()
                .filter(a ->
                        a.properties().path("dataCollectionRuleId").asText().equalsIgnoreCase(ruleId))
                .toList();
    }

    private List<ArmDocument> all() {
        String subscription = arm.sandbox().credentials().subscriptionId();
        return arm.documents().under("/subscriptions/" + subscription).stream()
                .filter(d -> d.resource().path("type").asText().equals(TYPE))
                .toList();
    }

    void put(ArmDocument association) {
        arm.documents().put(association);
        announce(cluster(association));
    }

    void remove(ArmDocument association) {
        arm.documents().remove(association.id());
        announce(cluster(association));
    }

    /** After a rule was changed. */
    void announceAll(String ruleId) {
        of(ruleId).forEach(association -> announce(cluster(association)));
    }

    static String cluster(ArmDocument association) {
        return association.id().substring(0, association.id().indexOf("/providers/" + TYPE));
    }

    /** Tells the cluster which streams its agents are configured for. */
    private void announce(String cluster) {
        ObjectNode streams = Json.object();
        for (ArmDocument association : arm.documents().under(cluster + "/providers/" + TYPE)) {
            String rule = association.properties().path("dataCollectionRuleId").asText();
            arm.documents().find(rule).ifPresent(found -> {
                for (JsonNode flow : found.properties().path("dataFlows")) {
                    flow.path("streams").forEach(stream -> streams.put(stream.asText(), found.id()));
                }
            });
        }
        arm.sandbox().store().put("k8s/" + ClusterKeys.keyOf(cluster) + "/collection", streams);
    }
}
