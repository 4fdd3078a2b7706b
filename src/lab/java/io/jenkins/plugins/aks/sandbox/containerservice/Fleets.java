package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.List;
import java.util.Optional;

/** The fleets and members that exist, and what the hub's Kubernetes API is told of them. */
final class Fleets {
    static final String TYPE = "Microsoft.ContainerService/fleets";
    static final String MEMBER_TYPE = TYPE + "/members";
    static final String KIND = "fleet.";
    static final String MEMBER_KIND = "member.";
    static final String HUB_ROLE = "Azure Kubernetes Fleet Manager RBAC Cluster Admin";
    /** Of a member: when it joined. */
    static final String JOINED = "joined";

    private static final String LIVE = "live";

    private final ArmContext arm;

    Fleets(ArmContext arm) {
        this.arm = arm;
    }

    static String id(ArmCall call) {
        return "/subscriptions/" + call.subscription() + "/resourceGroups/" + call.group() + "/providers/" + TYPE + "/"
                + call.parameter("fleet");
    }

    Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call));
    }

    /** @throws ArmRefusal 404 */
    ArmDocument require(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        return find(call)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + TYPE + "/" + call.parameter("fleet") + "' under resource group '"
                                + call.group() + "' was not found. For more details please go to"
                                + " https://aka.ms/ARMResourceNotFoundFix"));
    }

    List<ArmDocument> members(ArmDocument fleet) {
        return arm.documents().children(fleet.id() + "/members");
    }

    /** The member that a cluster is, of whatever fleet. */
    Optional<ArmDocument> memberOf(String clusterId) {
        String subscription = "/subscriptions/" + arm.sandbox().credentials().subscriptionId();
        return arm.documents().under(subscription).stream()
                .filter(d -> d.resource().path("type").asText().equals(MEMBER_TYPE))
                .filter(d -> d.properties().path("clusterResourceId").asText().equalsIgnoreCase(clusterId))
                .findFirst();
    }

    static boolean hasHub(ArmDocument fleet) {
        return fleet.properties().path("hubProfile").isObject();
    }

    static boolean isLive(ArmDocument fleet) {
        return fleet.internal().path(LIVE).asBoolean();
    }

    static ObjectNode shown(ArmDocument document) {
        ObjectNode shown = document.resource().deepCopy();
        return shown.put("eTag", document.etag());
    }

    /** @throws ArmRefusal 409 while an operation runs on it */
    void requireIdle(ArmDocument document) {
        if (arm.operations().running(document.id()).isPresent()) {
            throw new ArmRefusal(
                    409,
                    "OperationNotAllowed",
                    "Operation is not allowed because another operation on '" + document.name() + "' is in progress.");
        }
    }

    /** The hub runs: its API is open to those with the role, and knows its members. */
    void open(ArmDocument fleet) {
        fleet.internal().put(LIVE, true);
        arm.sandbox().clusterAccess().openHub(fleet.id(), HUB_ROLE);
    }

    void announce(ArmDocument fleet) {
        if (!isLive(fleet)) {
            return;
        }
        ObjectNode hub = Json.object().put("id", fleet.id()).put("name", fleet.name());
        hub.put("type", TYPE).put("location", fleet.resource().path("location").asText());
        hub.putObject("properties")
                .put(
                        "currentKubernetesVersion",
                        fleet.properties()
                                .path("hubProfile")
                                .path("kubernetesVersion")
                                .asText());
        ArrayNode members = hub.putArray("members");
        for (ArmDocument member : members(fleet)) {
            if (member.internal().has(JOINED)) {
                String cluster = member.properties().path("clusterResourceId").asText();
                members.addObject()
                        .put("name", member.name())
                        .put("cluster", ClusterKeys.keyOf(cluster))
                        .put("joined", member.internal().path(JOINED).asText())
                        .put("leaving", member.state().equals("Leaving"))
                        .put("location", location(cluster));
            }
        }
        arm.sandbox().clusterListeners().forEach(listener -> listener.changed(hub, List.of()));
    }

    private String location(String clusterId) {
        return arm.documents()
                .find(clusterId)
                .map(cluster -> cluster.resource().path("location").asText())
                .orElse("");
    }

    static String hubGroup(ArmDocument fleet) {
        String name = "FL_" + fleet.id().split("/")[4] + "_" + fleet.name() + "_"
                + fleet.resource().path("location").asText();
        return name.substring(0, Math.min(80, name.length()));
    }

    /** With its members, its hub and what the hub runs on. */
    void remove(ArmDocument fleet) {
        arm.documents().under(fleet.id()).forEach(d -> arm.documents().remove(d.id()));
        arm.documents().remove(fleet.id());
        arm.sandbox().clusterAccess().close(fleet.id());
        arm.groups().find(fleet.id().split("/")[2], hubGroup(fleet)).ifPresent(g -> arm.groups()
                .remove(g.id()));
        arm.sandbox().clusterListeners().forEach(listener -> listener.deleted(fleet.id()));
    }
}
