package io.jenkins.plugins.aks.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code kubeApply} against the sandbox's Kubernetes API, whose time passes while the step waits. */
final class KubeApplyKit implements AutoCloseable {
    private static final int MOST = 60;

    final ApiServer server = new ApiServer();
    private final KubernetesClient client = server.client();
    final MemorySession session = MemorySession.of(client);
    MemoryJournal journal = new MemoryJournal();
    String waitingFor = "";

    KubeApplyKit() {
        server.cluster(Manifests.POOL);
        server.settle();
    }

    Map<String, Object> apply(String yaml) throws Exception {
        return apply(yaml, step -> {});
    }

    Map<String, Object> apply(String yaml, Consumer<KubeApplyStep> parameters) throws Exception {
        journal = new MemoryJournal();
        return run(operation(yaml, parameters));
    }

    static Operation<AksSession> operation(String yaml, Consumer<KubeApplyStep> parameters) throws Exception {
        KubeApplyStep step = new KubeApplyStep();
        step.setYaml(yaml);
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    /** To the end. */
    Map<String, Object> run(Operation<AksSession> operation) throws Exception {
        for (int i = 0; i < MOST; i++) {
            Turn turn = operation.advance(session, journal);
            if (turn instanceof Turn.Done done) {
                return done.result();
            }
            Turn.Again again = (Turn.Again) turn;
            waitingFor = again.waitingFor();
            server.pass(again.after());
            server.pass(java.time.Duration.ofSeconds(1));
        }
        throw new AssertionError("not done after " + MOST + " turns: " + waitingFor);
    }

    long writes() {
        return server.asked().stream()
                .filter(request -> !request.startsWith("GET "))
                .count();
    }

    static String action(Map<String, Object> result, String name) {
        for (Object object : (List<?>) result.get("objects")) {
            if (((Map<?, ?>) object).get("name").equals(name)) {
                return String.valueOf(((Map<?, ?>) object).get("action"));
            }
        }
        throw new AssertionError("no object " + name + " in " + result);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
