package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The way from the world into the clusters. */
class WorldProxyTest {
    private static final String SHUT =
            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: shut}, spec: {endpointSelector:"
                    + " {matchLabels: {app: web}}, ingress: [{fromEndpoints: []}]}}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path state;

    private Sandbox sandbox;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.in(state));
        sandbox.clusterAccess().open(ApiServer.ID, "local-token", true, false, List.of());
        ObjectNode cluster = Json.object().put("id", ApiServer.ID).put("location", "eastus2");
        Json.child(cluster, "properties", "networkProfile")
                .put("networkDataplane", "cilium")
                .put("networkPolicy", "cilium");
        ObjectNode pool = Json.parse(ApiServer.json(Manifests.POOL));
        sandbox.store().atomically(() -> {
            sandbox.clusterListeners().forEach(listener -> listener.changed(cluster, List.of(pool)));
            return null;
        });
        client = ClusterInSandboxTest.client(sandbox, "local-token");
    }

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    private String address() {
        client.resource(ApiServer.json(Manifests.deployment("web", 1, "nginx")))
                .inNamespace("default")
                .create();
        if (client.services().inNamespace("default").withName("web").get() == null) {
            client.resource(ApiServer.json(Manifests.service("web", ", type: LoadBalancer")))
                    .inNamespace("default")
                    .create();
        }
        client.apps().deployments().inNamespace("default").withName("web").waitUntilReady(30, TimeUnit.SECONDS);
        Service service = client.services()
                .inNamespace("default")
                .withName("web")
                .waitUntilCondition(
                        each -> !each.getStatus().getLoadBalancer().getIngress().isEmpty(), 30, TimeUnit.SECONDS);
        return service.getStatus().getLoadBalancer().getIngress().get(0).getIp();
    }

    private HttpResponse<String> ask(String url) throws Exception {
        InetSocketAddress proxy =
                new InetSocketAddress(sandbox.world().getHost(), sandbox.world().getPort());
        HttpClient http = HttpClient.newBuilder().proxy(ProxySelector.of(proxy)).build();
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void awaitStatus(String url, int status) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        int got = ask(url).statusCode();
        while (got != status && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            got = ask(url).statusCode();
        }
        assertThat(got).isEqualTo(status);
    }

    @Test
    void aLoadBalancerIsReachedUnderThePoliciesInForce() throws Exception {
        String ip = address();
        assertThat(ip).matches("127(\\.\\d+){3}");
        assertThat(ask("http://" + ip + "/").body()).contains("Welcome to nginx!");
        assertThat(ask("http://" + ip + "/no?such=page").statusCode()).isEqualTo(404);
        assertThat(ask("http://" + ip + ":81/").statusCode())
                .as("no port of the Service")
                .isEqualTo(504);

        client.resource(ApiServer.json(SHUT)).inNamespace("default").create();
        awaitStatus("http://" + ip + "/", 504);
        client.resource(ApiServer.json(SHUT)).inNamespace("default").delete();
        awaitStatus("http://" + ip + "/", 200);
        assertThat(sandbox.problems()).isEmpty();
    }

    @Test
    void whatNobodyOffersIsToldApart() throws Exception {
        HttpResponse<String> unknown = ask("http://127.18.250.250/");
        assertThat(unknown.statusCode()).isEqualTo(502);
        assertThat(unknown.body()).isEqualTo("No Service of the sandbox has the address 127.18.250.250.");
        String inside = client.services()
                .inNamespace("default")
                .withName("kubernetes")
                .waitUntilCondition(each -> each != null, 30, TimeUnit.SECONDS)
                .getSpec()
                .getClusterIP();
        assertThat(ask("http://" + inside + ":443/").statusCode()).isEqualTo(502);
        assertThat(ask("http://www.bing.com/").statusCode()).isEqualTo(200);
        assertThat(ask("http://www.bing.com:8080/").statusCode()).isEqualTo(504);
        assertThat(ask("http://github.com/").headers().firstValue("Location")).contains("https://github.com/");
        assertThat(ask("http://no-such-host.example/").body())
                .isEqualTo("The sandbox's Internet has no host no-such-host.example.");
        HttpResponse<String> direct = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(sandbox.world()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(direct.statusCode()).isEqualTo(400);
        assertThat(direct.body()).contains("curl -x");
    }

    /** On any machine, ports from 1024 on may be listened at; loopback addresses beside 127.0.0.1 only on Linux. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLoadBalancerIsReachedAtItsAddressItself() throws Exception {
        client.resource(ApiServer.json(Manifests.service("web", ", type: LoadBalancer")
                        .replace("port: 80", "port: 18080, targetPort: 80")))
                .inNamespace("default")
                .create();
        String ip = address();
        assertThat(direct("http://" + ip + ":18080/").body()).contains("Welcome to nginx!");
        assertThat(direct("http://" + ip + ":18080/none").statusCode()).isEqualTo(404);

        client.resource(ApiServer.json(SHUT)).inNamespace("default").create();
        awaitStatus("http://" + ip + ":18080/", 504);
        assertThatThrownBy(() -> direct("http://" + ip + ":18080/")).isInstanceOf(HttpTimeoutException.class);

        client.services().inNamespace("default").withName("web").delete();
        client.services().inNamespace("default").list();
        assertThatThrownBy(() -> direct("http://" + ip + ":18080/")).isInstanceOf(ConnectException.class);
    }

    private static HttpResponse<String> direct(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String connect(String target, String more) throws IOException {
        try (Socket socket =
                new Socket(sandbox.world().getHost(), sandbox.world().getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = in.readLine();
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            if (more.isEmpty()) {
                return status;
            }
            socket.getOutputStream().write((more + "\n").getBytes(StandardCharsets.US_ASCII));
            return in.readLine();
        }
    }

    @Test
    void namesLeadToTheRealWorld() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread echo = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException e) {
                    // The test sees that nothing comes back.
                }
            });
            echo.setDaemon(true);
            echo.start();
            assertThat(connect("localhost:" + server.getLocalPort(), "hello through"))
                    .isEqualTo("hello through");
            echo.join();
        }
        assertThat(connect("127.18.0.1:443", "")).contains(" 502 ");
        assertThat(connect("no-such-host.invalid:443", "")).contains(" 502 ");
    }

    @Test
    void itsPortStaysTheSame() {
        URI before = sandbox.world();
        client.close();
        sandbox.close();
        sandbox = Sandbox.start(SandboxSettings.in(state));
        client = ClusterInSandboxTest.client(sandbox, "local-token");
        assertThat(sandbox.world()).isEqualTo(before);
    }
}
