package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Removes a placement, waits until the hub has taken away what it had placed, and reads the members to see that it is gone. */
final class FleetUnplace implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final String UID = "uid";
    private static final String SELECTED = "selected";
    private static final String MEMBERS = "members";

    private final String fleetId;
    private final String name;

    FleetUnplace(String fleetId, String name) {
        this.fleetId = fleetId;
        this.name = name;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Optional<JsonNode> found = Hub.of(session, fleetId).read(Hub.PLACEMENTS + "/" + name);
        Optional<String> asked = journal.get(UID);
        boolean another = found.isPresent()
                && asked.isPresent()
                && !asked.get().equals(found.get().at("/metadata/uid").asText());
        if (found.isEmpty() || another) {
            return asked.isEmpty() ? done(List.of(), false) : prove(session, journal);
        }
        if (asked.isEmpty()) {
            PlacementView view = new PlacementView(found.get());
            journal.put(UID, found.get().at("/metadata/uid").asText())
                    .put(SELECTED, found.get().at("/status/selectedResources").toString())
                    .put(MEMBERS, String.join(" ", view.members().keySet()))
                    .save();
        }
        if (found.get().at("/metadata/deletionTimestamp").isMissingNode()) {
            new ObjectDeletion(session.kubernetes(fleetId))
                    .delete(
                            Hub.PLACEMENTS + "/" + name,
                            found.get().at("/metadata/uid").asText());
            session.log().line("placement " + name + ": deleted on the hub");
        }
        return Turn.again(LOOK_AGAIN, "the hub to take placement " + name + " away from the members");
    }

    private Turn prove(AksSession session, Journal journal) throws OperationException, TransientException {
        Map<String, String> clusters = new TreeMap<>();
        for (JsonNode member : session.arm().list(fleetId + "/members", ApiVersions.FLEETS)) {
            clusters.put(
                    member.path("name").asText(),
                    member.at("/properties/clusterResourceId").asText());
        }
        List<JsonNode> selected = Selected.parse(journal.get(SELECTED).orElse(""));
        MemberProof proof = MemberProof.of(session, fleetId, clusters, name, selected);
        List<String> members = List.of(journal.get(MEMBERS).orElse("").split(" "));
        List<String> clean = new ArrayList<>();
        for (String member : members) {
            if (!clusters.containsKey(member)) {
                continue;
            }
            List<String> left = proof.placed(member);
            if (!left.isEmpty()) {
                return Turn.again(LOOK_AGAIN, member + ": to lose " + String.join(", ", left));
            }
            clean.add(member);
        }
        session.log().line("placement " + name + ": gone from " + clean.size() + " members, read there");
        return done(clean, true);
    }

    private Turn done(List<String> members, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("members", members);
        result.put("changed", changed);
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(UID).isPresent()
                        ? "placement " + name + " is being removed; the hub goes on by itself"
                        : "placement " + name + " was not removed");
    }
}
