package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a node pool be as asked: adds it (W013), changes what was given and differs (W014), or deletes it. What was not
 * given stays as it is. Afterwards the nodes themselves must show what the pool says.
 */
final class AksNodePool implements Operation<AksSession> {
    private final PoolPlace place;
    private final PoolSpec spec;
    private final boolean present;
    private final NodeWait nodes;
    private final String subject;

    /**
     * @param present false to delete the pool
     * @param nodes how nodes are waited for; null for not at all
     */
    AksNodePool(PoolPlace place, PoolSpec spec, boolean present, NodeWait nodes) {
        this.place = place;
        this.spec = spec;
        this.present = present;
        this.nodes = nodes;
        this.subject = "pool " + spec.name();
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(place.clusterId().toLowerCase(Locale.ROOT));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Wrote wrote = new Wrote(journal);
        Optional<Turn> waiting = wrote.waiting(session, subject);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        ObjectNode cluster = Aks.cluster(session, place);
        Optional<String> busy = Aks.busy(cluster);
        if (busy.isPresent()) {
            return Turn.again(LongRunning.usualWait(place.clusterId()), busy.get());
        }
        Optional<ArmResponse> found = session.arm().find(id(), ApiVersions.CONTAINER_SERVICE);
        if (!present) {
            return found.isEmpty()
                    ? Turn.done(PoolResult.absent(id(), spec.name(), wrote.anything()))
                    : delete(session, wrote, cluster, found.get().body());
        }
        Aks.requireRunning(cluster, place.cluster());
        return found.isEmpty()
                ? create(session, wrote, cluster)
                : exists(session, journal, wrote, cluster, found.get());
    }

    private Turn create(AksSession session, Wrote wrote, ObjectNode cluster)
            throws OperationException, TransientException, IOException {
        if (wrote.accepted()) {
            throw new OperationException(
                    subject + ": it was there and is gone: somebody deleted it while this step waited for it.",
                    Map.of("code", "ResourceNotFound", "resource", id()),
                    null);
        }
        ObjectNode body = PoolCreation.body(session, wrote.notes(session), place.subscription(), cluster, spec);
        if (wrote.put(session, Wrote.Kind.CREATE, id(), body, Map.of("If-None-Match", "*"))) {
            session.log()
                    .line(subject + ": adding to cluster " + place.cluster() + ", "
                            + body.at("/properties/count").asInt() + " × "
                            + body.at("/properties/vmSize").asText());
        }
        return Wrote.next(subject, "Creating");
    }

    private Turn exists(AksSession session, Journal journal, Wrote wrote, ObjectNode cluster, ArmResponse found)
            throws Exception {
        ObjectNode pool = found.body();
        if (wrote.is(Wrote.Kind.CREATE) && !Wrote.isOurs(session, pool.path("properties"))) {
            wrote.forget();
        }
        boolean failed = LongRunning.isFailure(Aks.state(pool));
        Optional<PoolDifferences> differences = wrote.is(Wrote.Kind.CREATE)
                ? Optional.empty()
                : Optional.of(PoolDifferences.of(spec, cluster, pool)).filter(each -> !each.isEmpty());
        if (failed && (wrote.anything() || differences.isEmpty())) {
            throw Aks.failure(subject, id(), pool, "Correct what it names, or delete the pool (state: 'absent').");
        }
        if (differences.isPresent()) {
            return update(session, wrote, cluster, found, differences.get());
        }
        NodeWait.Seen seen = new NodeWait.Seen(Optional.empty(), false, List.of());
        if (nodes != null) {
            seen = nodes.look(
                    session, journal, NodeTarget.of(place.clusterId(), cluster, spec.name(), pool.path("properties")));
        }
        return seen.waiting().orElse(Turn.done(PoolResult.present(id(), spec.name(), pool, seen, wrote.anything())));
    }

    private Turn update(
            AksSession session, Wrote wrote, ObjectNode cluster, ArmResponse found, PoolDifferences differences)
            throws OperationException, TransientException, IOException {
        if (wrote.accepted()) {
            throw new OperationException(
                    subject + ": the service took the change, but still has " + differences.text()
                            + ". A policy or another tool may set it back.",
                    Map.of("code", "ChangeNotKept", "resource", id()),
                    null);
        }
        int more = differences.moreNodes(spec);
        if (more > 0) {
            requireQuota(session, cluster, found.body(), more);
        }
        if (wrote.put(session, Wrote.Kind.UPDATE, id(), differences.body(), ResourceUpdate.ifMatch(found))) {
            session.log().line(subject + ": changing " + differences.text());
        }
        return Wrote.next(subject, "Updating");
    }

    private void requireQuota(AksSession session, ObjectNode cluster, ObjectNode pool, int more)
            throws OperationException, TransientException {
        String location = Locations.normal(cluster.path("location").asText());
        String name = pool.at("/properties/vmSize").asText();
        VmSize size =
                VmSizes.of(session.arm(), place.subscription(), location).require("vmSize", name, "zones", List.of());
        boolean spot = "Spot".equals(pool.at("/properties/scaleSetPriority").asText());
        Quotas.of(session.arm(), place.subscription(), location).require(subject, size, more, spot);
    }

    private Turn delete(AksSession session, Wrote wrote, ObjectNode cluster, ObjectNode pool)
            throws OperationException, TransientException, IOException {
        if (PoolDifferences.isLastSystemPool(cluster, spec.name())) {
            throw new InvalidParameterException(
                    "state",
                    "absent",
                    "present: " + spec.name() + " is the cluster's only system pool",
                    "Add another pool with mode: 'System' first, or delete the cluster.");
        }
        if (wrote.accepted()) {
            throw Aks.failure(
                    subject, id(), pool, "It was asked to be deleted and is still there: run the step again.");
        }
        wrote.delete(session, id());
        session.log().line(subject + ": deleting from cluster " + place.cluster());
        return Wrote.next(subject, "Deleting");
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return AbortWrite.ofPool(subject, id()).turn(session, journal, how);
    }

    private String id() {
        return place.clusterId() + "/agentPools/" + spec.name();
    }
}
