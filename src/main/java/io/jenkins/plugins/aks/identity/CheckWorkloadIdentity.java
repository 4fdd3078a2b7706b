package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the chain from a pod to a secret: looks at each link that can be looked at, then lets a pod go the whole way. What
 * passes by itself, a credential or a role that is not known everywhere yet, is tried again with another pod. The pod is
 * always deleted.
 */
final class CheckWorkloadIdentity implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(15);
    private static final String ATTEMPT = "attempt";
    private static final String SINCE = "since";

    private final IdentityCheckSpec spec;
    private final CheckEnd end;

    CheckWorkloadIdentity(IdentityCheckSpec spec, CheckEnd end) {
        this.spec = spec;
        this.end = end;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Verdicts verdicts = new Verdicts(journal);
        if (verdicts.isKnown()) {
            return finish(session, journal, verdicts.read());
        }
        if (journal.instant(SINCE).isEmpty()) {
            journal.put(SINCE, session.clock().instant().toString()).save();
        }
        ObjectNode cluster = session.arm()
                .find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE)
                .orElseThrow(() -> new OperationException(
                        "cluster " + spec.cluster() + " does not exist. Make it with aksCreate, or correct the name."))
                .body();
        VaultPlace vault = VaultPlace.find(session.arm(), spec.group(), "vault", spec.vault());
        if (!ClusterIdentity.isOn(cluster)) {
            return decide(
                    session,
                    journal,
                    Broken.at(
                            ChainLink.CLUSTER, "workload identity is off", "switch it on with enableWorkloadIdentity"));
        }
        KubernetesClient client = session.kubernetes(spec.clusterId());
        IdentityProbe probe = new IdentityProbe(spec, session, client, vault, ClusterIdentity.issuer(cluster));
        Optional<Broken> found = probe.look(pod(journal), journal);
        if (found.isEmpty()) {
            return Turn.again(
                    LOOK_AGAIN, spec.title() + ": the probe " + pod(journal).name() + " has no result yet");
        }
        return decide(session, journal, found.get());
    }

    private Turn decide(AksSession session, Journal journal, Broken broken)
            throws OperationException, TransientException, java.io.IOException {
        boolean inTime = session.clock()
                .instant()
                .isBefore(journal.instant(SINCE).orElse(Instant.MIN).plus(spec.accessWait()));
        if (broken.passing() && inTime) {
            new ObjectDeletion(session.kubernetes(spec.clusterId()))
                    .delete(pod(journal).path());
            journal.put(ATTEMPT, Integer.toString(attempt(journal) + 1)).save();
            return Turn.again(
                    TRY_AGAIN, spec.title() + ": " + broken.link().check().name() + ": " + broken.got());
        }
        new Verdicts(journal).write(broken);
        return finish(session, journal, broken);
    }

    private Turn finish(AksSession session, Journal journal, Broken broken)
            throws OperationException, TransientException {
        new ObjectDeletion(session.kubernetes(spec.clusterId()))
                .delete(pod(journal).path());
        Map<String, Object> result = end.settle(
                Chain.report(spec.title(), broken),
                session.clock().instant(),
                session.log(),
                (path, text) -> session.workspace().write("junit", path, text),
                session::unstable);
        result.put("broken", broken.link() == null ? "" : broken.link().check().name());
        return Turn.done(result);
    }

    private ProbePod pod(Journal journal) {
        return spec.pod(attempt(journal));
    }

    private static int attempt(Journal journal) {
        return journal.get(ATTEMPT).map(Integer::parseInt).orElse(1);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        ProbePod pod = pod(journal);
        KubernetesClient client = session.kubernetes(spec.clusterId());
        JsonNode live = new LiveObjects(new ApiReader(client)).one(pod.path());
        if (live.isMissingNode()) {
            return Operation.left("no pod of the check is left");
        }
        new ObjectDeletion(client).delete(pod.path());
        return Operation.left("the pod " + pod.name() + " is being deleted");
    }
}
