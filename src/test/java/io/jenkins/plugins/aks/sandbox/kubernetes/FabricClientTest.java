package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client that the steps use, over the transport that Jenkins brings. */
class FabricClientTest {
    private static ApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void open() {
        server = new ApiServer();
        server.cluster(Manifests.POOL);
        client = server.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("pets")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void clean() {
        client.configMaps().inNamespace("pets").delete();
        client.apps().deployments().inNamespace("pets").delete();
        server.settle();
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("pets")
                .addToLabels("app", name)
                .endMetadata()
                .addToData("a", value)
                .build();
    }

    private static Deployment web(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("pets")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("nginx:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    @Test
    void createsReadsAndListsBySelector() {
        client.resource(map("one", "1")).create();
        client.resource(map("two", "2")).create();
        assertThat(client.configMaps().inNamespace("pets").withName("one").get().getData())
                .containsEntry("a", "1");
        assertThat(client.configMaps()
                        .inNamespace("pets")
                        .withLabelIn("app", "one", "two")
                        .list()
                        .getItems())
                .hasSize(2);
        assertThat(client.configMaps()
                        .inAnyNamespace()
                        .withField("metadata.name", "two")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.configMaps().inNamespace("pets").withName("three").get())
                .isNull();
    }

    @Test
    void errorsCarryStatusAndDetails() {
        client.resource(map("one", "1")).create();
        assertThatThrownBy(() -> client.resource(map("one", "1")).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
                });
    }

    @Test
    void editsAndDeletes() {
        client.resource(map("one", "1")).create();
        client.configMaps().inNamespace("pets").withName("one").edit(found -> new ConfigMapBuilder(found)
                .addToData("b", "2")
                .build());
        assertThat(client.configMaps().inNamespace("pets").withName("one").get().getData())
                .containsEntry("b", "2");
        assertThat(client.resource(map("one", "1")).delete()).hasSize(1);
        assertThat(client.configMaps().inNamespace("pets").withName("one").get())
                .isNull();
    }

    @Test
    void appliesOnTheServerAndConflicts() {
        client.resource(map("one", "1")).fieldManager("lab").serverSideApply();
        assertThatThrownBy(() ->
                        client.resource(map("one", "2")).fieldManager("other").serverSideApply())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getMessage())
                        .contains("conflict with \"lab\" using v1: .data.a"));
        ConfigMap forced = client.resource(map("one", "2"))
                .fieldManager("other")
                .forceConflicts()
                .serverSideApply();
        assertThat(forced.getData()).containsEntry("a", "2");
        assertThat(forced.getMetadata().getManagedFields())
                .extracting("manager")
                .contains("other");
    }

    @Test
    void dryRunChangesNothing() {
        client.resource(map("one", "1")).dryRun().fieldManager("lab").serverSideApply();
        assertThat(client.configMaps().inNamespace("pets").withName("one").get())
                .isNull();
    }

    @Test
    void scalesRestartsAndWaits() throws Exception {
        client.resource(web(1)).create();
        server.settle();
        client.apps().deployments().inNamespace("pets").withName("web").scale(2);
        server.settle();
        Deployment ready =
                client.apps().deployments().inNamespace("pets").withName("web").waitUntilReady(20, TimeUnit.SECONDS);
        assertThat(ready.getStatus().getReadyReplicas()).isEqualTo(2);
        List<Pod> before = client.pods().inNamespace("pets").list().getItems();
        client.apps()
                .deployments()
                .inNamespace("pets")
                .withName("web")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"restarted\":\"now\"}}}}}");
        server.settle();
        List<Pod> after = client.pods().inNamespace("pets").list().getItems();
        assertThat(after)
                .hasSize(2)
                .extracting(pod -> pod.getMetadata().getUid())
                .doesNotContainAnyElementsOf(
                        before.stream().map(pod -> pod.getMetadata().getUid()).toList());
    }

    /** The client adds one annotation by a JSON patch; like the real server this one refuses without the map (its issue 7072). */
    @Test
    void theClientsOwnRestartNeedsAnAnnotation() {
        client.resource(web(1)).create();
        var deployment = client.apps().deployments().inNamespace("pets").withName("web");
        assertThatThrownBy(() -> deployment.rolling().restart())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(422));
        deployment.patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}}}");
        Deployment restarted = deployment.rolling().restart();
        assertThat(restarted.getSpec().getTemplate().getMetadata().getAnnotations())
                .hasSize(2);
    }

    @Test
    void watchesOverAWebSocket() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (var watch =
                client.configMaps().inNamespace("pets").withLabel("app", "one").watch(new Recorder(seen))) {
            client.resource(map("one", "1")).create();
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("ADDED one");
            client.resource(map("one", "1")).delete();
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("DELETED one");
            assertThat(watch).isNotNull();
        }
    }

    private record Recorder(BlockingQueue<String> seen) implements Watcher<ConfigMap> {
        @Override
        public void eventReceived(Action action, ConfigMap resource) {
            seen.add(action + " " + resource.getMetadata().getName());
        }

        @Override
        public void onClose(WatcherException cause) {
            seen.add("closed " + cause.getMessage());
        }
    }

    @Test
    void waitsForAConditionThroughAnInformer() throws Exception {
        server.pass(Duration.ofSeconds(1));
        Namespace namespace = client.namespaces()
                .withName("pets")
                .waitUntilCondition(
                        found -> found != null
                                && "Active".equals(found.getStatus().getPhase()),
                        20,
                        TimeUnit.SECONDS);
        assertThat(namespace.getMetadata().getName()).isEqualTo("pets");
    }

    @Test
    void customResourcesAreGeneric() {
        client.load(new java.io.ByteArrayInputStream(
                        Manifests.WIDGETS.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();
        GenericKubernetesResource widget = Serialization.unmarshal(
                ApiServer.json("{apiVersion: lab.example/v1, kind: Widget, metadata: {name: one, namespace: pets},"
                        + " spec: {size: 3, egress: []}}"),
                GenericKubernetesResource.class);
        GenericKubernetesResource stored =
                client.resource(widget).fieldManager("lab").serverSideApply();
        assertThat(stored.<Integer>get("spec", "size")).isEqualTo(3);
        assertThat(stored.<List<?>>get("spec", "egress")).isEmpty();
        assertThat(client.genericKubernetesResources("lab.example/v1", "Widget")
                        .inNamespace("pets")
                        .list()
                        .getItems())
                .hasSize(1);
    }
}
