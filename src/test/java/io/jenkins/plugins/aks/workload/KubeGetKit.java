package io.jenkins.plugins.aks.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code kubeGet} against the sandbox's Kubernetes API. */
final class KubeGetKit implements AutoCloseable {

    final ApiServer server = new ApiServer();
    private final KubernetesClient client = server.client();
    MemorySession session = MemorySession.of(client);

    Map<String, Object> get(String kind) throws Exception {
        return get(kind, step -> {});
    }

    Map<String, Object> get(String kind, Consumer<KubeGetStep> parameters) throws Exception {
        return run(operation(kind, parameters));
    }

    Map<String, Object> run(Operation<AksSession> operation) throws Exception {
        session.lines.clear();
        Turn turn = operation.advance(session, new MemoryJournal());
        return ((Turn.Done) turn).result();
    }

    static Operation<AksSession> operation(String kind, Consumer<KubeGetStep> parameters) throws Exception {
        KubeGetStep step = new KubeGetStep(kind);
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> items(Map<String, Object> result) {
        return (List<Map<String, Object>>) result.get("items");
    }

    static List<String> names(Map<String, Object> result) {
        return items(result).stream()
                .map(item -> String.valueOf(((Map<?, ?>) item.get("metadata")).get("name")))
                .toList();
    }

    void configMap(String namespace, String name, String labels) {
        server.post(
                "/api/v1/namespaces/" + namespace + "/configmaps",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", labels: " + labels
                        + "}, data: {a: b}}");
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
