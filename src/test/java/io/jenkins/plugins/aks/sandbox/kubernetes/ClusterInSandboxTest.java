package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kubernetes API inside the whole sandbox: TLS, its tokens, its store, its cluster events. */
class ClusterInSandboxTest {
    @TempDir
    Path state;

    @Test
    void clustersAreServedKeptAndClosed() {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(state))) {
            open(sandbox);
            try (KubernetesClient client = client(sandbox, "local-token")) {
                assertThat(client.nodes().list().getItems()).hasSize(3);
                Node node = client.nodes().list().getItems().get(0);
                assertThat(node.getMetadata().getLabels()).containsEntry("agentpool", "user");
                client.configMaps().inNamespace("default").resource(configMap()).create();
            }
            try (KubernetesClient stranger = client(sandbox, "wrong")) {
                assertThatThrownBy(() -> stranger.nodes().list())
                        .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                                .isEqualTo(401));
            }
            assertThat(sandbox.problems()).isEmpty();
        }
        try (Sandbox again = Sandbox.start(SandboxSettings.in(state))) {
            try (KubernetesClient client = client(again, "local-token")) {
                assertThat(client.configMaps()
                                .inNamespace("default")
                                .withName("kept")
                                .get())
                        .isNotNull();
            }
            again.store().atomically(() -> {
                again.clusterListeners().forEach(listener -> listener.deleted(ApiServer.ID));
                return null;
            });
            assertThat(again.store().under("k8s/")).isEmpty();
        }
    }

    /** A cluster with one pool and the token {@code local-token}. */
    static void open(Sandbox sandbox) {
        sandbox.clusterAccess().open(ApiServer.ID, "local-token", true, false, List.of());
        tell(sandbox);
    }

    private static void tell(Sandbox sandbox) {
        ObjectNode cluster = Json.object().put("id", ApiServer.ID).put("location", "eastus2");
        cluster.putObject("properties").put("currentKubernetesVersion", "1.32.5");
        ObjectNode pool = Json.parse(ApiServer.json(Manifests.POOL));
        sandbox.store().atomically(() -> {
            sandbox.clusterListeners().forEach(listener -> listener.changed(cluster, List.of(pool)));
            return null;
        });
    }

    private static io.fabric8.kubernetes.api.model.ConfigMap configMap() {
        return new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                .withNewMetadata()
                .withName("kept")
                .endMetadata()
                .build();
    }

    static KubernetesClient client(Sandbox sandbox, String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(sandbox.url() + "/k8s/" + ApiServer.KEY)
                .withCaCertData(
                        Base64.getEncoder().encodeToString(sandbox.caPem().getBytes(StandardCharsets.UTF_8)))
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }
}
