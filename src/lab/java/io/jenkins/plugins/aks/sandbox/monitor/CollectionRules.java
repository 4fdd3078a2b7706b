package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Data collection rules: which streams go from which sources to which destinations. */
final class CollectionRules implements TrackedKind {
    static final String TYPE = "Microsoft.Insights/dataCollectionRules";

    private final ArmContext arm;
    private final Associations associations;

    CollectionRules(ArmContext arm, Associations associations) {
        this.arm = arm;
        this.associations = associations;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String schema() {
        return "dataCollectionRule";
    }

    @Override
    public String names() {
        return "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?";
    }

    @Override
    public void complete(ArmCall call, ArmDocument rule, boolean creates) {
        ObjectNode properties = rule.properties();
        String location = rule.resource().path("location").asText();
        String endpoint = properties.path("dataCollectionEndpointId").asText();
        if (!endpoint.isEmpty()) {
            requireAt(endpoint, CollectionEndpoints.TYPE, location, "dataCollectionEndpointId");
        }
        Set<String> destinations = new HashSet<>();
        for (JsonNode account : properties.path("destinations").path("monitoringAccounts")) {
            ArmDocument found =
                    requireAt(account.path("accountResourceId").asText(), Accounts.TYPE, location, "accountResourceId");
            ((ObjectNode) account)
                    .put("accountId", found.properties().path("accountId").asText());
            destinations.add(account.path("name").asText());
        }
        for (JsonNode logs : properties.path("destinations").path("logAnalytics")) {
            ArmDocument found = requireAt(
                    logs.path("workspaceResourceId").asText(), Workspaces.TYPE, location, "workspaceResourceId");
            ((ObjectNode) logs)
                    .put("workspaceId", found.properties().path("customerId").asText());
            destinations.add(logs.path("name").asText());
        }
        checkFlows(properties, destinations);
        properties.put("immutableId", "dcr-" + arm.ids().hex("dcr " + rule.id(), 32));
        associations.announceAll(rule.id());
    }

    private static void checkFlows(ObjectNode properties, Set<String> destinations) {
        if (properties.path("dataFlows").isEmpty() || destinations.isEmpty()) {
            throw invalid("dataFlows", "a rule needs destinations and data flows.");
        }
        for (JsonNode flow : properties.path("dataFlows")) {
            for (JsonNode destination : flow.path("destinations")) {
                if (!destinations.contains(destination.asText())) {
                    throw invalid(
                            "dataFlows", "the destination '" + destination.asText() + "' is not among " + destinations);
                }
            }
            for (JsonNode stream : flow.path("streams")) {
                if (!properties.path("dataSources").toString().contains("\"" + stream.asText() + "\"")) {
                    throw invalid("dataFlows", "no data source has the stream '" + stream.asText() + "'.");
                }
            }
        }
    }

    private ArmDocument requireAt(String id, String type, String location, String field) {
        Optional<ArmDocument> found = arm.documents()
                .find(id)
                .filter(d -> d.resource().path("type").asText().equalsIgnoreCase(type));
        if (found.isEmpty()) {
            throw invalid(field, "'" + id + "' is no existing resource of type " + type + ".");
        }
        String there = found.get().resource().path("location").asText();
        if (!there.equals(location)) {
            throw invalid(
                    field,
                    "the data collection rule is in " + location + ", but '" + id + "' is in " + there
                            + "; they must be in the same region.");
        }
        return found.get();
    }

    private static ArmRefusal invalid(String field, String why) {
        return new ArmRefusal(400, "InvalidPayload", "Data collection rule is invalid")
                .detail("InvalidData", "'" + field + "': " + why);
    }

    @Override
    public void requireDeletable(ArmCall call, ArmDocument rule) {
        int count = associations.of(rule.id()).size();
        if (count > 0 && !call.request().query("deleteAssociations").orElse("").equalsIgnoreCase("true")) {
            throw new ArmRefusal(
                    409,
                    "ExistingAssociationsPreventDelete",
                    "The data collection rule '" + rule.name() + "' has " + count
                            + " association(s). Delete them first, or delete with deleteAssociations=true.");
        }
    }

    @Override
    public void removed(ArmDocument rule) {
        associations.of(rule.id()).forEach(associations::remove);
    }
}
