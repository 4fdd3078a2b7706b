package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;

/** Data collection endpoints: where agents send what they collect. */
final class CollectionEndpoints implements TrackedKind {
    static final String TYPE = "Microsoft.Insights/dataCollectionEndpoints";

    private final ArmContext arm;

    CollectionEndpoints(ArmContext arm) {
        this.arm = arm;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String schema() {
        return "dataCollectionEndpoint";
    }

    @Override
    public String names() {
        return "[A-Za-z0-9](?:[A-Za-z0-9-]{1,42}[A-Za-z0-9])";
    }

    @Override
    public void complete(ArmCall call, ArmDocument endpoint, boolean creates) {
        ObjectNode properties = endpoint.properties();
        String location = endpoint.resource().path("location").asText();
        String host = endpoint.name().toLowerCase(java.util.Locale.ROOT) + "-"
                + arm.ids().hex("endpoint " + endpoint.id(), 4) + "." + location + "-1.";
        properties.put("immutableId", "dce-" + arm.ids().hex("dce " + endpoint.id(), 32));
        properties
                .putObject("configurationAccess")
                .put("endpoint", "https://" + host + "handler.control.monitor.azure.com");
        properties.putObject("logsIngestion").put("endpoint", "https://" + host + "ingest.monitor.azure.com");
        properties
                .putObject("metricsIngestion")
                .put("endpoint", "https://" + host + "metrics.ingest.monitor.azure.com");
        if (!properties.path("networkAcls").has("publicNetworkAccess")) {
            properties.putObject("networkAcls").put("publicNetworkAccess", "Enabled");
        }
    }

    /** A rule that sends through an endpoint keeps it. */
    @Override
    public void requireDeletable(ArmCall call, ArmDocument endpoint) {
        for (ArmDocument rule : arm.documents().under("/subscriptions/" + call.subscription())) {
            boolean uses = rule.resource().path("type").asText().equals(CollectionRules.TYPE)
                    && rule.properties()
                            .path("dataCollectionEndpointId")
                            .asText()
                            .equalsIgnoreCase(endpoint.id());
            if (uses) {
                throw new ArmRefusal(
                        409,
                        "ExistingAssociationsPreventDelete",
                        "The data collection endpoint '" + endpoint.name()
                                + "' cannot be deleted because it is used by the data collection rule " + rule.id()
                                + ".");
            }
        }
    }
}
