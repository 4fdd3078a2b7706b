package io.jenkins.plugins.aks.workload;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The steps that talk to pods against the sandbox's Kubernetes API; between turns the streams get a moment. */
final class PodStepsKit implements AutoCloseable {
    private static final int MOST = 400;

    final KubeApplyKit kit = new KubeApplyKit();
    final AksScope scope = FixedScope.of("sub", "rg");
    MemoryJournal journal = new MemoryJournal();
    String waitingFor = "";

    PodStepsKit() {
        kit.server.namespace("pets");
    }

    void pod(String name, String spec) {
        kit.server.post(
                "/api/v1/namespaces/pets/pods",
                "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", labels: {app: " + name + "}}, spec: {"
                        + spec + "}}");
        kit.server.settle();
    }

    /** One turn; the time of the cluster and of the session passes as it asks. */
    Turn turn(Operation<AksSession> operation) throws Exception {
        Turn turn = operation.advance(kit.session, journal);
        if (turn instanceof Turn.Again again) {
            waitingFor = again.waitingFor();
            kit.session.now = kit.session.now.plus(again.after());
            kit.server.pass(again.after());
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
        return turn;
    }

    Map<String, Object> run(Operation<AksSession> operation) throws Exception {
        for (int i = 0; i < MOST; i++) {
            if (turn(operation) instanceof Turn.Done done) {
                return done.result();
            }
        }
        throw new AssertionError("not done after " + MOST + " turns: " + waitingFor);
    }

    List<String> asked(String method, String path) {
        return kit.server.asked().stream()
                .filter(request -> request.startsWith(method + " ") && request.endsWith(path))
                .toList();
    }

    @Override
    public void close() {
        kit.close();
    }
}
