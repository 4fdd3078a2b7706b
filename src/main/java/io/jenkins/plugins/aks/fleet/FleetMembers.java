package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.JsonValues;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The members of a fleet, as Azure has them, and as its hub sees them where it has one. Sorted by name. */
final class FleetMembers implements Operation<AksSession> {
    static final String MEMBERS = "members";

    private final String fleetId;
    private final MemberChoice choice;

    FleetMembers(String fleetId, MemberChoice choice) {
        this.fleetId = fleetId;
        this.choice = choice;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        boolean hub = Fleets.hasHub(Fleets.require(session, fleetId));
        if (!hub && !choice.labels().isEmpty()) {
            throw new InvalidParameterException(
                    "labels",
                    choice.labels(),
                    "labels where the fleet has a hub, which keeps them",
                    "Choose by group or by name instead.");
        }
        Map<String, JsonNode> seen = hub ? seen(session) : Map.of();
        TreeMap<String, Map<String, Object>> members = new TreeMap<>();
        for (JsonNode member : session.arm().list(fleetId + "/members", ApiVersions.FLEETS)) {
            String name = member.path("name").asText();
            Map<String, Object> shown = shown(name, member.path("properties"), seen.get(name));
            if (choice.accepts(shown)) {
                members.put(name, shown);
            }
        }
        requireNamed(members);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(MEMBERS, new ArrayList<>(members.values()));
        result.put("count", members.size());
        return Turn.done(result);
    }

    private Map<String, JsonNode> seen(AksSession session) throws OperationException, TransientException {
        Map<String, JsonNode> seen = new TreeMap<>();
        for (JsonNode member : Hub.of(session, fleetId).members()) {
            seen.put(member.at("/metadata/name").asText(), member);
        }
        return seen;
    }

    private static Map<String, Object> shown(String name, JsonNode properties, JsonNode seen) {
        String id = properties.path("clusterResourceId").asText();
        ResourceId cluster = ResourceId.parse(id);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("clusterId", id);
        shown.put("cluster", cluster.name());
        shown.put("resourceGroup", cluster.resourceGroup().orElse(""));
        shown.put("subscription", cluster.subscription().orElse(""));
        shown.put("group", properties.path("group").asText(""));
        shown.put("state", properties.path("provisioningState").asText(""));
        boolean known = seen != null;
        shown.put(
                "joined",
                known && Hub.condition(seen.at("/status/conditions"), "Joined").equals("True"));
        shown.put(
                "heartbeat",
                known ? seen.at("/status/agentStatus/0/lastReceivedHeartbeat").asText("") : "");
        shown.put("labels", known ? JsonValues.map(seen.at("/metadata/labels")) : Map.of());
        return shown;
    }

    private void requireNamed(Map<String, ?> members) throws OperationException {
        List<String> missing = new ArrayList<>(choice.names() == null ? List.of() : choice.names());
        missing.removeAll(members.keySet());
        if (!missing.isEmpty()) {
            throw new InvalidParameterException(
                    "members",
                    String.join(", ", missing),
                    "members of fleet " + Fleets.nameOf(fleetId) + " that the other parameters do not exclude",
                    "fleetMembers shows them; fleetJoin adds them.");
        }
    }
}
