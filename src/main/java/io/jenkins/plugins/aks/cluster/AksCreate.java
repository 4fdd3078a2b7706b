package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a cluster be as asked (W011, W157). Where there is none: asks the service whether it can be made, makes it, waits
 * for it and its nodes. Where there is one: changes what differs and can be changed, refuses what can't, and changes
 * nothing where nothing differs.
 */
final class AksCreate implements Operation<AksSession> {
    private static final String DIRECTORY_TRIES = "directoryTries";
    private static final int MOST_DIRECTORY_TRIES = 30;
    private static final Duration DIRECTORY_WAIT = Duration.ofSeconds(3);

    private final ClusterSpec spec;
    private final boolean repairFailed;
    private final NodeWait nodes;
    private final String subject;

    /**
     * @param repairFailed whether a cluster in the state Failed is written again
     * @param nodes how nodes are waited for; null for not at all
     */
    AksCreate(ClusterSpec spec, boolean repairFailed, NodeWait nodes) {
        this.spec = spec;
        this.repairFailed = repairFailed;
        this.nodes = nodes;
        this.subject = "cluster " + spec.name();
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(spec.id().toLowerCase(Locale.ROOT));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Wrote wrote = new Wrote(journal);
        Optional<Turn> waiting = wrote.waiting(session, subject);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        Optional<ArmResponse> found = session.arm().find(spec.id(), ApiVersions.CONTAINER_SERVICE);
        if (found.isPresent()) {
            return exists(session, journal, wrote, found.get());
        }
        if (wrote.accepted()) {
            throw new OperationException(
                    subject + ": it was there and is gone: somebody deleted it while this step waited for it.",
                    Map.of("code", "ResourceNotFound", "resource", spec.id()),
                    null);
        }
        return create(session, journal, wrote);
    }

    private Turn create(AksSession session, Journal journal, Wrote wrote)
            throws OperationException, TransientException, IOException {
        ClusterPreflight preflight = new ClusterPreflight(session, spec, wrote.notes(session));
        String location = preflight.location();
        Optional<Turn> waiting = preflight.waiting();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        ClusterPlan plan = preflight.plan(location);
        ObjectNode body = ClusterBody.create(spec, plan, Tags.merge(session.tags(), spec.givenTags()));
        try {
            if (!wrote.put(session, Wrote.Kind.CREATE, spec.id(), body, Map.of("If-None-Match", "*"))) {
                return Wrote.next(subject, "appeared meanwhile");
            }
        } catch (ArmException refused) {
            return refused(refused, journal);
        }
        session.log()
                .line(subject + ": creating in " + location + ", Kubernetes " + plan.version() + ", "
                        + spec.pool().initialCount() + " × " + plan.vmSize());
        return Wrote.next(subject, "Creating");
    }

    /** A new identity is not at once known everywhere (spec section 2.1). */
    private Turn refused(ArmException refused, Journal journal) throws ArmException, IOException {
        int tries = journal.get(DIRECTORY_TRIES).map(Integer::parseInt).orElse(0);
        boolean replicating = refused.getMessage().contains("not found in Active Directory tenant");
        if (!replicating || tries >= MOST_DIRECTORY_TRIES) {
            throw refused;
        }
        journal.put(DIRECTORY_TRIES, Integer.toString(tries + 1)).save();
        return Turn.again(DIRECTORY_WAIT, subject + ": its identity to appear in the directory");
    }

    private Turn exists(AksSession session, Journal journal, Wrote wrote, ArmResponse found) throws Exception {
        ObjectNode cluster = found.body();
        if (wrote.is(Wrote.Kind.CREATE) && !Wrote.isOurs(session, cluster)) {
            wrote.forget();
        }
        Optional<String> busy = Aks.busy(cluster);
        if (busy.isPresent()) {
            return Turn.again(LongRunning.usualWait(spec.id()), busy.get());
        }
        boolean failed = LongRunning.isFailure(Aks.state(cluster));
        if (failed && (wrote.anything() || !repairFailed)) {
            throw Aks.failure(
                    subject,
                    spec.id(),
                    cluster,
                    wrote.anything()
                            ? "Correct what it names; delete the cluster, or run the step with repairFailed: true."
                            : "It was so before this step: delete it, or give repairFailed: true to write it again.");
        }
        Aks.requireRunning(cluster, spec.name());
        if (!wrote.is(Wrote.Kind.CREATE)) {
            ClusterDifferences differences = ClusterDifferences.of(spec, cluster);
            if (failed || !differences.isEmpty()) {
                return update(session, wrote, found, differences);
            }
            differences.explainIgnored(session.log());
        }
        return finish(session, journal, wrote, cluster);
    }

    private Turn update(AksSession session, Wrote wrote, ArmResponse found, ClusterDifferences differences)
            throws OperationException, TransientException, IOException {
        if (wrote.accepted()) {
            throw new OperationException(
                    subject + ": the service took the change, but still has " + differences.text()
                            + ". A policy or another tool may set it back.",
                    Map.of("code", "ChangeNotKept", "resource", spec.id()),
                    null);
        }
        if (!wrote.put(session, Wrote.Kind.UPDATE, spec.id(), differences.body(), ResourceUpdate.ifMatch(found))) {
            return Wrote.next(subject, "changed meanwhile");
        }
        session.log()
                .line(subject + ": changing " + (differences.isEmpty() ? "nothing, to repair it" : differences.text()));
        return Wrote.next(subject, "Updating");
    }

    private Turn finish(AksSession session, Journal journal, Wrote wrote, ObjectNode cluster) throws Exception {
        boolean ready = false;
        if (nodes != null) {
            NodeWait.Seen seen = nodes.look(session, journal, NodeTarget.of(spec, cluster));
            if (seen.waiting().isPresent()) {
                return seen.waiting().get();
            }
            ready = seen.checked();
        }
        return Turn.done(ClusterResult.of(spec, cluster, wrote.anything(), ready));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return AbortWrite.ofCluster(subject, spec.id()).turn(session, journal, how);
    }
}
