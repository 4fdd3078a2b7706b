package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.util.List;
import java.util.Optional;

/** Associations of a cluster with data collection rules, as extension resources of the cluster. */
final class AssociationRoutes {
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    private static final String ALL = "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + CLUSTER
            + "/{cluster}/providers/" + Associations.TYPE;
    private static final String ONE = ALL + "/{association}";
    private static final String OF_RULE = "/subscriptions/{subscription}/resourceGroups/{group}/providers/"
            + CollectionRules.TYPE + "/{rule}/associations";

    private final Schema schema = Schema.load("dataCollectionRuleAssociation", "InvalidRequestContent");
    private final ArmContext arm;
    private final Associations associations;

    AssociationRoutes(ArmContext arm, Associations associations) {
        this.arm = arm;
        this.associations = associations;
    }

    void add() {
        arm.routes().add("GET", ALL, Associations.TYPE, call -> {
            String scope = cluster(call).id() + "/providers/" + Associations.TYPE;
            return Pages.answer(arm, call, shown(arm.documents().children(scope)));
        });
        arm.routes().add("GET", ONE, Associations.TYPE, call -> find(call)
                .map(found -> WebResponse.json(200, found.resource()))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "NotFound",
                        "Data collection rule association '" + call.parameter("association")
                                + "' was not found for the resource '"
                                + cluster(call).id() + "'.")));
        arm.routes().add("PUT", ONE, Associations.TYPE, this::put);
        arm.routes().add("DELETE", ONE, Associations.TYPE, this::delete);
        arm.routes().add("GET", OF_RULE, Associations.TYPE, call -> {
            String rule = Groups.id(call.subscription(), call.group()) + "/providers/" + CollectionRules.TYPE + "/"
                    + call.parameter("rule");
            return Pages.answer(arm, call, shown(associations.of(rule)));
        });
    }

    private static List<ObjectNode> shown(List<ArmDocument> found) {
        return found.stream().map(ArmDocument::resource).toList();
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require("Microsoft.Insights");
        ObjectNode body = schema.check(call.body());
        String rule = body.path("properties").path("dataCollectionRuleId").asText();
        String endpoint =
                body.path("properties").path("dataCollectionEndpointId").asText();
        if (rule.isEmpty() == endpoint.isEmpty()) {
            throw invalid("exactly one of 'dataCollectionRuleId' and 'dataCollectionEndpointId' must be given.");
        }
        if (!endpoint.isEmpty() && !call.parameter("association").equals("configurationAccessEndpoint")) {
            throw invalid("an association with an endpoint must have the name 'configurationAccessEndpoint'.");
        }
        String target = rule + endpoint;
        String type = rule.isEmpty() ? CollectionEndpoints.TYPE : CollectionRules.TYPE;
        arm.documents()
                .find(target)
                .filter(d -> d.resource().path("type").asText().equals(type))
                .orElseThrow(() -> invalid("'" + target + "' does not exist, or is not of type " + type + "."));
        boolean isNew = find(call).isEmpty();
        ArmDocument association = ArmDocument.of(id(call), call.parameter("association"), Associations.TYPE);
        association.resource().set("properties", body.path("properties"));
        association.state("Succeeded");
        associations.put(association);
        return WebResponse.json(isNew ? 201 : 200, association.resource());
    }

    private static ArmRefusal invalid(String why) {
        return new ArmRefusal(400, "InvalidPayload", "Data collection rule association is invalid")
                .detail("InvalidData", why);
    }

    private WebResponse delete(ArmCall call) {
        Optional<ArmDocument> found = find(call);
        found.ifPresent(associations::remove);
        return WebResponse.empty(found.isPresent() ? 200 : 204);
    }

    private Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call));
    }

    private String id(ArmCall call) {
        return cluster(call).id() + "/providers/" + Associations.TYPE + "/" + call.parameter("association");
    }

    private ArmDocument cluster(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        String id = Groups.id(call.subscription(), call.group()) + "/providers/" + CLUSTER + "/"
                + call.parameter("cluster");
        return arm.documents()
                .find(id)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + CLUSTER + "/" + call.parameter("cluster") + "' under resource group '"
                                + call.group()
                                + "' was not found. For more details please go to"
                                + " https://aka.ms/ARMResourceNotFoundFix"));
    }
}
