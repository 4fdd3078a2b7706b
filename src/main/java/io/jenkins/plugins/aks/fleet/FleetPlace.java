package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Plural;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Applies a placement on a fleet's hub, waits until the hub reports every condition for every member that was picked, reads
 * the members themselves, and gives a verdict for each (W167 to W170).
 */
final class FleetPlace implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final int MEMBERS_A_TURN = 8;
    private static final int SHOWN = 3;
    private static final String APPLIED = "applied";
    private static final String CHANGED = "changed";

    private final String fleetId;
    private final PlacementSpec spec;
    private final Expectation expectation;
    private final MemberPatience patience;

    private ManifestApply apply;
    private final Map<String, MemberVerdict> verdicts = new TreeMap<>();

    /** @param memberTimeLimit how long a member may take before it gets its verdict */
    FleetPlace(String fleetId, PlacementSpec spec, Expectation expectation, Duration memberTimeLimit) {
        this.fleetId = fleetId;
        this.spec = spec;
        this.expectation = expectation;
        this.patience = new MemberPatience(memberTimeLimit);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (journal.get(APPLIED).isEmpty()) {
            return apply(session, journal);
        }
        Hub hub = Hub.of(session, fleetId);
        PlacementView view = new PlacementView(hub.read(Hub.PLACEMENTS + "/" + spec.name())
                .orElseThrow(() -> new OperationException("placement " + spec.name()
                        + ": it was applied and is gone: somebody deleted it while this step waited for it.")));
        if (!view.isCurrent()) {
            return Turn.again(LOOK_AGAIN, "the hub to take notice of placement " + spec.name());
        }
        refuse(view);
        MemberTracks tracks = new MemberTracks(journal);
        Instant now = session.clock().instant();
        tracks.see(view.members(), now, session.log());
        Optional<Turn> wait = waiting(view, tracks, now);
        return wait.isPresent() ? wait.get() : prove(session, journal, view, tracks);
    }

    private Turn apply(AksSession session, Journal journal) throws OperationException, TransientException, IOException {
        Journal own = journal.scope("apply");
        if (apply == null) {
            Fleets.require(session, fleetId);
            ManifestApply fresh = new ManifestApply(new ApplyOptions("", true, false, false));
            fresh.prepare(List.of(spec.manifest()), new ApiReader(session.kubernetes(fleetId)));
            apply = fresh;
        }
        try {
            Optional<Turn> turn = apply.advance(session.kubernetes(fleetId), own, session.log());
            if (turn.isPresent()) {
                return turn.get();
            }
        } catch (OperationException refused) {
            throw denied(refused);
        }
        Object changed = apply.result(own, session.log()).get(CHANGED);
        journal.put(APPLIED, session.clock().instant().toString())
                .put(CHANGED, String.valueOf(changed))
                .save();
        return Turn.again(Duration.ZERO, "placement " + spec.name());
    }

    private OperationException denied(OperationException refused) {
        if (!String.valueOf(refused.getMessage()).contains("placement type is immutable")) {
            return refused;
        }
        return new OperationException(
                "placement " + spec.name()
                        + ": its placementType cannot be changed. Remove it first, with remove: true,"
                        + " or give this one another name.",
                refused.data(),
                refused);
    }

    private void refuse(PlacementView view) throws OperationException {
        if (!view.refusal().isEmpty()) {
            throw new OperationException(
                    "placement " + spec.name() + ": the hub refuses what it selects, " + view.refusal()
                            + ". Correct namespaces or selectors.",
                    Map.of("code", "InvalidResourceSelectors", "placement", spec.name()),
                    null);
        }
        if (view.selected().isEmpty()) {
            throw new OperationException(
                    "placement " + spec.name()
                            + ": it selects nothing: the hub has no such object. Make it there first,"
                            + " with kubeApply in withAks(fleet: '" + Fleets.nameOf(fleetId) + "').",
                    Map.of("code", "NothingSelected", "placement", spec.name()),
                    null);
        }
    }

    private Optional<Turn> waiting(PlacementView view, MemberTracks tracks, Instant now) {
        List<String> texts = new ArrayList<>();
        int good = 0;
        for (Map.Entry<String, MemberView> member : view.members().entrySet()) {
            MemberTrack track = tracks.of(member.getKey());
            good += track.good() ? 1 : 0;
            if (!patience.isSettled(member.getValue(), track, now)) {
                texts.add(member.getKey() + ": "
                        + (track.good()
                                ? "to stay available"
                                : member.getValue().waitingFor()));
            }
        }
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        String more = texts.size() > SHOWN ? " and " + (texts.size() - SHOWN) + " more" : "";
        String text = good + " of " + view.members().size() + " members available; "
                + String.join(" | ", texts.subList(0, Math.min(SHOWN, texts.size()))) + more;
        return Optional.of(Turn.again(LOOK_AGAIN, text));
    }

    /** Some members in each turn; what was read before a restart is read again. */
    private Turn prove(AksSession session, Journal journal, PlacementView view, MemberTracks tracks)
            throws OperationException, TransientException {
        Map<String, String> clusters = clusters(session);
        MemberProof proof = MemberProof.of(session, fleetId, clusters, spec.name(), view.selected());
        VerdictMaker maker = new VerdictMaker(session, proof, patience);
        TreeSet<String> names = new TreeSet<>(tracks.names());
        names.addAll(expectation.absent());
        int read = 0;
        for (String name : names) {
            if (verdicts.containsKey(name)) {
                continue;
            }
            if (read++ == MEMBERS_A_TURN) {
                return Turn.again(Duration.ZERO, verdicts.size() + " of " + names.size() + " members read");
            }
            MemberView member = view.members().get(name);
            Optional<MemberVerdict> verdict = member == null
                    ? Optional.of(maker.gone(name, clusters.containsKey(name)))
                    : maker.of(name, member, tracks.of(name));
            if (verdict.isEmpty()) {
                return Turn.again(LOOK_AGAIN, name + ": to show what the hub reports");
            }
            verdicts.put(name, verdict.get());
        }
        return end(session, journal, view, proof.size());
    }

    private Map<String, String> clusters(AksSession session) throws OperationException, TransientException {
        Map<String, String> clusters = new TreeMap<>();
        for (JsonNode member : session.arm().list(fleetId + "/members", ApiVersions.FLEETS)) {
            clusters.put(
                    member.path("name").asText(),
                    member.at("/properties/clusterResourceId").asText());
        }
        return clusters;
    }

    private Turn end(AksSession session, Journal journal, PlacementView view, int objects) throws OperationException {
        List<MemberVerdict> all = new ArrayList<>(verdicts.values());
        long placed = all.stream().filter(MemberVerdict::isPlaced).count();
        session.log()
                .line("placement " + spec.name() + ": " + Plural.of(objects, "object") + " on " + placed + " of "
                        + all.size() + " members, read there");
        all.stream().filter(one -> !one.isPlaced()).forEach(one -> session.log().line(one.text()));
        List<String> problems = expectation.problems(all);
        if (!problems.isEmpty()) {
            throw new OperationException(
                    "placement " + spec.name() + ": " + String.join("; ", problems)
                            + ". kubeGet in withAks(fleet: …) shows the placement, in withAks(cluster: …) the member.",
                    Map.of("code", "PlacementNotAsExpected", "placement", spec.name()),
                    null);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", spec.name());
        result.put("members", all.stream().map(MemberVerdict::map).toList());
        result.put("placed", (int) placed);
        result.put(
                "objects", view.selected().stream().map(PlacementView::subject).toList());
        result.put(CHANGED, journal.get(CHANGED).filter("true"::equals).isPresent());
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        Journal own = journal.scope("apply");
        String left = ManifestApply.leave(session.kubernetes(fleetId), own, how == OnAbort.DELETE);
        return Operation.left("placement " + spec.name() + ": " + left + "; the hub goes on with it by itself");
    }
}
