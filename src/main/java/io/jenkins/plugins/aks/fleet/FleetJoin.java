package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Clusters become members of a fleet: which ones, the memberships, and how the hub sees them (W163 to W165). */
final class FleetJoin {
    private final String fleetId;
    private final String group;

    private FleetJoin(String fleetId, String group) {
        this.fleetId = fleetId;
        this.group = group;
    }

    /**
     * @param group of all members; empty to leave it as it is
     * @param labels of their MemberCluster objects on the hub
     * @param await whether the hub must say that they have joined
     */
    static Operation<AksSession> of(
            String fleetId, ClusterChoice choice, String group, Map<String, String> labels, boolean await) {
        FleetJoin join = new FleetJoin(fleetId, group);
        return Sequence.<AksSession>named()
                .then("clusters", choice)
                .thenFrom("members", results -> join.members(ClusterChoice.of(results)))
                .thenFrom(
                        "hub",
                        results -> new JoinedMembers(
                                fleetId, ClusterChoice.of(results), labels, await, changes(results.get("members"))))
                .writing(fleetId)
                .build();
    }

    static Map<String, Object> changes(Map<String, Object> members) {
        Map<String, Object> changes = new LinkedHashMap<>();
        ((Map<?, ?>) members.get(EachMember.RESULTS)).forEach((name, changed) -> changes.put(name.toString(), changed));
        return changes;
    }

    private EachMember members(Map<String, String> clusters) {
        Map<String, Operation<AksSession>> operations = new LinkedHashMap<>();
        clusters.forEach((name, clusterId) -> operations.put(name, member(name, clusterId)));
        return new EachMember(operations, fleetId);
    }

    /** The cluster guards it: only a cluster at rest can join. */
    private Operation<AksSession> member(String name, String clusterId) {
        ResourceTarget target =
                new ResourceTarget("member " + name, fleetId + "/members/" + name, ApiVersions.FLEETS, clusterId);
        return new EnsureResource<>(
                target,
                AksSession.ACCESS,
                (session, current) -> change(session, name, clusterId, current),
                (session, current, changed) -> Map.of("changed", changed));
    }

    private Optional<ObjectNode> change(AksSession session, String name, String clusterId, Optional<ObjectNode> current)
            throws OperationException {
        if (current.isEmpty()) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode properties = body.putObject("properties").put("clusterResourceId", clusterId);
            if (!group.isEmpty()) {
                properties.put("group", group);
            }
            session.log().line("member " + name + ": joining fleet " + Fleets.nameOf(fleetId));
            return Optional.of(body);
        }
        JsonNode properties = current.get().path("properties");
        String other = properties.path("clusterResourceId").asText();
        if (!other.equalsIgnoreCase(clusterId)) {
            throw new OperationException(
                    "fleet " + Fleets.nameOf(fleetId) + ": its member " + name + " is the cluster " + other + ", not "
                            + clusterId + ". Give another name for the member, or let the other leave first.",
                    Map.of("code", "MemberNameTaken", "member", name),
                    null);
        }
        ObjectNode body = ResourceUpdate.editable(current.get());
        body.withObject("/properties").remove("status");
        boolean differs = !group.isEmpty() && ResourceUpdate.set(body, "/properties/group", new TextNode(group));
        if (differs) {
            session.log().line("member " + name + ": group " + group);
        }
        return differs ? Optional.of(body) : Optional.empty();
    }
}
