package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.DeleteResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes clusters out of a fleet. What was placed on them stays there: the service leaves it to its cluster. */
final class FleetLeave {
    private final String fleetId;

    private FleetLeave(String fleetId) {
        this.fleetId = fleetId;
    }

    static Operation<AksSession> of(String fleetId, ClusterChoice choice) {
        FleetLeave leave = new FleetLeave(fleetId);
        return Sequence.<AksSession>named()
                .then("clusters", choice)
                .thenFrom("memberships", results -> leave.lookup(ClusterChoice.of(results)))
                .thenFrom("members", results -> leave.members(results.get("memberships")))
                .returning(FleetLeave::result)
                .writing(fleetId)
                .build();
    }

    /** The members that the clusters are, by whatever names. */
    private Operation<AksSession> lookup(Map<String, String> clusters) {
        return new Operation<>() {
            @Override
            public Turn advance(AksSession session, Journal journal) throws Exception {
                Fleets.require(session, fleetId);
                Map<String, Object> found = new LinkedHashMap<>();
                for (JsonNode member : session.arm().list(fleetId + "/members", ApiVersions.FLEETS)) {
                    String id = member.at("/properties/clusterResourceId").asText();
                    if (clusters.values().stream().anyMatch(id::equalsIgnoreCase)) {
                        found.put(member.path("name").asText(), id);
                    }
                }
                if (found.size() < clusters.size()) {
                    session.log().line(clusters.size() - found.size() + " of the clusters are no members");
                }
                return Turn.done(found);
            }
        };
    }

    private EachMember members(Map<String, Object> memberships) {
        Map<String, Operation<AksSession>> operations = new LinkedHashMap<>();
        for (String name : memberships.keySet()) {
            ResourceTarget target =
                    ResourceTarget.of("member " + name, fleetId + "/members/" + name, ApiVersions.FLEETS);
            operations.put(name, new DeleteResource<>(target, AksSession.ACCESS, current -> {}));
        }
        return new EachMember(operations, fleetId);
    }

    private static Map<String, Object> result(Map<String, Map<String, Object>> results) {
        List<Map<String, Object>> list = new ArrayList<>();
        results.get("memberships").forEach((name, id) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("clusterId", id);
            one.put("joined", false);
            one.put("changed", true);
            list.add(one);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("members", list);
        result.put("changed", !list.isEmpty());
        return result;
    }
}
