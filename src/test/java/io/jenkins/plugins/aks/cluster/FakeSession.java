package io.jenkins.plugins.aks.cluster;

import com.azure.core.http.HttpClient;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeListBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.WhoAmI;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import io.jenkins.plugins.aks.pipeline.Workspace;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session on {@link FakeAks}, with a clock that a test moves and nodes that a test makes. */
final class FakeSession implements AksSession {
    final FakeAks aks = new FakeAks();
    final List<Node> nodes = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final Map<String, String> tags =
            new LinkedHashMap<>(Map.of("created-by", "aks-pipeline-steps", "build-url", "b/1"));
    boolean unreachable;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** @param taints as {@code key=value:Effect} */
    void node(String name, String pool, boolean ready, Map<String, String> labels, String... taints) {
        List<Taint> list = new ArrayList<>();
        for (String taint : taints) {
            String[] parts = taint.split("[=:]");
            list.add(new TaintBuilder()
                    .withKey(parts[0])
                    .withValue(parts[1])
                    .withEffect(parts[2])
                    .build());
        }
        nodes.removeIf(node -> node.getMetadata().getName().equals(name));
        nodes.add(new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.azure.com/agentpool", pool)
                .addToLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withTaints(list)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build());
    }

    void nodes(String pool, int count) {
        for (int i = 0; i < count; i++) {
            node(pool + "-" + i, pool, true, Map.of());
        }
    }

    @Override
    public Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    @Override
    public Log log() {
        return log::add;
    }

    @Override
    public WriteGate gate() {
        return WriteGate.open();
    }

    @Override
    public Cloud cloud() {
        return Cloud.PUBLIC;
    }

    @Override
    public String subscription() {
        return Catalogue.SUBSCRIPTION;
    }

    @Override
    public Arm arm() {
        return aks;
    }

    @Override
    public WhoAmI caller() {
        return new WhoAmI("11111111-0000-0000-0000-000000000001", "tenant", "app", "ServicePrincipal");
    }

    @Override
    public Optional<SecretText> variable(String name) {
        return Optional.empty();
    }

    @Override
    public Arm dataPlane(String url, String scope) {
        throw new AssertionError("no data plane is needed here");
    }

    @Override
    public Registry registry(String host) {
        throw new AssertionError("no registry is needed here");
    }

    @Override
    public Registry registry(String host, RegistryLogin login) {
        throw new AssertionError("no registry is needed here");
    }

    @Override
    public SecretContent secret(String parameter, String credentialsId) {
        throw new AssertionError("no credential is needed here");
    }

    @Override
    public HttpClient httpClient() {
        throw new AssertionError("no network is needed here");
    }

    @Override
    public Workspace workspace() {
        throw new AssertionError("no workspace is needed here");
    }

    @Override
    public String download(String url) {
        throw new AssertionError("no download is needed here");
    }

    @Override
    public java.util.concurrent.CompletableFuture<Integer> ask(String url, java.time.Duration limit) {
        throw new AssertionError("nothing is asked from outside here: " + url);
    }

    @Override
    public void unstable(String why) {
        throw new AssertionError("nothing is unstable here: " + why);
    }

    @Override
    public KubernetesClient kubernetes(String clusterId) throws TransientException {
        if (unreachable) {
            throw new TransientException("connection refused", null);
        }
        Object list = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {NonNamespaceOperation.class},
                (proxy, method, arguments) ->
                        new NodeListBuilder().withItems(List.copyOf(nodes)).build());
        return (KubernetesClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KubernetesClient.class},
                (proxy, method, arguments) -> list);
    }

    @Override
    public Map<String, String> tags() {
        return Map.copyOf(tags);
    }
}
