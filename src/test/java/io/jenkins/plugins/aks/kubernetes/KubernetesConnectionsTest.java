package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RecordingGate;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.operation.WriteGate.Write;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.undertow.Undertow;
import io.undertow.server.handlers.BlockingHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real client over real TLS against prepared answers. */
class KubernetesConnectionsTest {
    private static final String MAP =
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'m','namespace':'n','resourceVersion':'%s'}}";

    private static Sandbox sandbox;
    private static FakeApi api;
    private static KubernetesConnections connections;
    private final RecordingGate gate = new RecordingGate();

    @BeforeAll
    static void start(@TempDir Path directory) {
        sandbox = Sandbox.start(SandboxSettings.in(directory));
        api = new FakeApi();
        sandbox.mount("/unit", api);
        connections = new KubernetesConnections();
    }

    @AfterAll
    static void stop() {
        connections.close();
        assertThat(connections.size()).isZero();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        api.reset();
    }

    @Test
    void readsWithTheTokenOfTheKubeconfig() throws Exception {
        api.answer(200, MAP.formatted("1"));
        assertThat(map(client(gate)).getMetadata().getResourceVersion()).isEqualTo("1");
        assertThat(api.lines()).containsExactly("GET /unit/api/v1/namespaces/n/configmaps/m");
        assertThat(api.asked().get(0).bearer()).contains("t0ken");
        assertThat(gate.writes()).isEmpty();
    }

    @Test
    void requestsThatRunBesideEachOtherKeepTheirConnections() throws Exception {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(ServerSideApply.TOGETHER);
        Undertow server = Undertow.builder()
                .setWorkerThreads(2 * ServerSideApply.TOGETHER)
                .addHttpListener(0, "127.0.0.1", new BlockingHandler(exchange -> {
                    connections.add(exchange.getSourceAddress().toString());
                    together.await(30, TimeUnit.SECONDS);
                    exchange.setStatusCode(404).getResponseSender().send("{}");
                }))
                .build();
        server.start();
        try (KubernetesConnections own = new KubernetesConnections()) {
            String address = server.getListenerInfo().get(0).getAddress().toString();
            Kubeconfig kubeconfig = new Kubeconfig("http:/" + address, "", "", "", "t0ken", "");
            KubernetesClient client = own.client(kubeconfig, null, ClusterProxy.none(), gate);
            ServerSideApply apply = new ServerSideApply(client, false, false);
            List<ServerSideApply.Item> items = Collections.nCopies(160, item());

            assertThat(apply.plan(items)).hasSize(160).allMatch(ServerSideApply.Planned::creates);
        } finally {
            server.stop();
        }
        // With OkHttp's own five it would be three more for every eight requests.
        assertThat(connections).hasSizeBetween(ServerSideApply.TOGETHER, 2 * ServerSideApply.TOGETHER);
    }

    private static ServerSideApply.Item item() throws Exception {
        ManifestObject map = ManifestYaml.parse(
                        "yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}}")
                .get(0);
        return new ServerSideApply.Item(
                map, new ApiResource("", "v1", "configmaps", "configmap", "ConfigMap", true, List.of(), List.of()));
    }

    @Test
    void mintsTheTokenOfAnEntraClusterItself() throws Exception {
        LabCredentials login = sandbox.credentials();
        Cloud cloud = new Cloud("lab", sandbox.url(), sandbox.url(), sandbox.url(), sandbox.caPem(), true);
        AzureClients azure = AzureClients.of(
                cloud,
                new AzureIdentity.ClientSecret(login.tenantId(), login.clientId(), login::clientSecret),
                ProxySettings.none());
        EntraTokens tokens = new EntraTokens(azure, scope -> azure.token(scope).getToken());
        api.answer(200, MAP.formatted("1"));
        map(connections.client(kubeconfig("", Kubeconfig.AKS_SERVER_ID), tokens, ClusterProxy.none(), gate));
        assertThat(api.asked().get(0).bearer())
                .contains(azure.token(Kubeconfig.AKS_SERVER_ID + "/.default").getToken());
    }

    @Test
    void passesTheGateOfItsSessionBeforeAWrite() throws Exception {
        RecordingGate other = new RecordingGate();
        client(other);
        api.answer(201, MAP.formatted("1")).answer(200, "{}");
        client(gate).configMaps().inNamespace("n").resource(configMap()).create();
        client(gate).configMaps().inNamespace("n").withName("m").delete();
        assertThat(gate.writes())
                .containsExactly(
                        new Write("POST", "/unit/api/v1/namespaces/n/configmaps"),
                        new Write("DELETE", "/unit/api/v1/namespaces/n/configmaps/m"));
        assertThat(other.writes()).isEmpty();
    }

    @Test
    void sendsNothingThatTheGateRefuses() throws Exception {
        KubernetesClient planned = client(write -> {
            throw new OperationException("only a plan");
        });
        assertThatThrownBy(() -> KubernetesErrors.call("create m", () -> planned.configMaps()
                        .inNamespace("n")
                        .resource(configMap())
                        .create()))
                .isInstanceOf(OperationException.class)
                .hasMessage("only a plan");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void aDryRunPassesNoGate() throws Exception {
        api.answer(201, MAP.formatted("1"));
        client(gate)
                .configMaps()
                .inNamespace("n")
                .resource(configMap())
                .dryRun()
                .create();
        assertThat(gate.writes()).isEmpty();
        assertThat(api.asked().get(0).query()).containsEntry("dryRun", "All");
    }

    @Test
    void doesNotRetryByItself() throws Exception {
        String status = "{'kind':'Status','code':%d,'message':'later','details':{'retryAfterSeconds':3}}";
        api.answer(503, status.formatted(503)).answer(429, status.formatted(429));
        assertThatThrownBy(() -> KubernetesErrors.call("get m", () -> map(client(gate))))
                .isInstanceOfSatisfying(TransientException.class, e -> assertThat(e.retryAfter())
                        .contains(java.time.Duration.ofSeconds(3)))
                .hasMessageContaining("HTTP 503");
        assertThatThrownBy(() -> KubernetesErrors.call("get m", () -> map(client(gate))))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("throttled");
        assertThat(api.asked()).hasSize(2);
    }

    @Test
    void doesNotTalkToAServerThatItDoesNotTrust() throws Exception {
        Kubeconfig untrusting = new Kubeconfig(sandbox.url() + "/unit", "", "", "", "t0ken", "");
        KubernetesClient client = connections.client(untrusting, null, ClusterProxy.none(), gate);
        assertThatThrownBy(() -> KubernetesErrors.call("get m", () -> map(client)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("TLS certificate is not trusted");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void keepsOneClientPerCredential() throws Exception {
        client(gate);
        int before = connections.size();
        KubernetesClient again = client(WriteGate.open());
        assertThat(connections.size()).isEqualTo(before);
        assertThat(again.getConfiguration()).isSameAs(client(gate).getConfiguration());
        connections.client(kubeconfig("another", ""), null, ClusterProxy.none(), gate);
        assertThat(connections.size()).isEqualTo(before + 1);
    }

    @Test
    void takesNothingFromTheControllersSurroundings() throws Exception {
        Config config = client(gate).getConfiguration();
        assertThat(config.getAutoConfigure()).isFalse();
        assertThat(config.getNamespace()).isNull();
        assertThat(config.isTrustCerts()).isFalse();
        assertThat(config.isDisableHostnameVerification()).isFalse();
        assertThat(config.getRequestRetryBackoffLimit()).isZero();
        assertThat(config.getHttpsProxy()).isNull();
    }

    @Test
    void usesTheProxyOfTheSettings() {
        ClusterProxy proxy =
                new ClusterProxy("proxy.example", 3128, "user", () -> "pw", List.of("*.corp", "10.0.0.1", " "));
        Config config = ClientConfig.of(kubeconfig("t", ""), null, proxy);
        assertThat(config.getHttpsProxy()).isEqualTo("http://proxy.example:3128");
        assertThat(config.getNoProxy()).containsExactly(".corp", "10.0.0.1");
        assertThat(config.getProxyUsername()).isEqualTo("user");
        assertThat(config.getProxyPassword()).isEqualTo("pw");
    }

    @Test
    void theGateSeesAServerSideApplyAsOne() throws Exception {
        api.answer(200, MAP.formatted("1"));
        client(gate)
                .configMaps()
                .inNamespace("n")
                .resource(configMap())
                .fieldManager("aks-pipeline-steps")
                .serverSideApply();
        assertThat(gate.writes()).containsOnly(new Write("APPLY", "/unit/api/v1/namespaces/n/configmaps/m"));
    }

    private static ConfigMap configMap() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("m")
                .endMetadata()
                .build();
    }

    private static ConfigMap map(KubernetesClient client) {
        return client.configMaps().inNamespace("n").withName("m").get();
    }

    private static KubernetesClient client(WriteGate gate) throws OperationException {
        return connections.client(kubeconfig("t0ken", ""), null, ClusterProxy.none(), gate);
    }

    private static Kubeconfig kubeconfig(String token, String serverId) {
        String ca = Base64.getEncoder().encodeToString(sandbox.caPem().getBytes(StandardCharsets.US_ASCII));
        return new Kubeconfig(sandbox.url() + "/unit", ca, "", "", token, serverId);
    }
}
