package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real clients over real TLS against the sandbox. */
class AzureClientsSandboxTest {
    private static Sandbox sandbox;
    private static LabCredentials login;

    @BeforeAll
    static void start(@TempDir Path directory) {
        sandbox = Sandbox.start(SandboxSettings.in(directory));
        login = sandbox.credentials();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void logsInAndMakesAGroup() throws Exception {
        AzureClients clients = clients(login.clientSecret(), sandbox.caPem());
        String group = group("made");
        ObjectNode body = Json.MAPPER.createObjectNode().put("location", "westeurope");

        ArmResponse made = clients.arm(WriteGate.open()).put(group, ApiVersions.RESOURCES, body, Map.of());

        assertThat(made.status()).isEqualTo(201);
        assertThat(clients.arm(WriteGate.open())
                        .get(group, ApiVersions.RESOURCES)
                        .provisioningState())
                .contains("Succeeded");
        assertThat(clients.whoAmI())
                .isEqualTo(new WhoAmI(login.objectId(), login.tenantId(), login.clientId(), "ServicePrincipal"));
    }

    @Test
    void isThrottledAndTellsHowLong() throws Exception {
        sandbox.faults().add(FaultRule.on("GET", ".*/resourceGroups/throttled").throttling(7));
        assertThatThrownBy(() -> read("throttled")).isInstanceOfSatisfying(TransientException.class, e -> {
            assertThat(e.throttled()).isTrue();
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
        });
        assertThat(requests("throttled")).as("nothing retries by itself").isEqualTo(1);
    }

    @Test
    void aDataPlaneGetsATokenOfItsOwnScopeAndNoVersionWhereItHasNone() throws Exception {
        List<WebRequest> got = new ArrayList<>();
        String url = sandbox.endpoint("vault/plane", (WebService) request -> {
            got.add(request);
            return WebResponse.json(200, Json.MAPPER.createObjectNode().put("value", "x"));
        });
        Arm vault = clients(login.clientSecret(), sandbox.caPem())
                .dataPlane(url + "/", Cloud.PUBLIC.keyVaultScope(), WriteGate.open());

        assertThat(vault.get("/secrets/a", "7.6").body().path("value").asText()).isEqualTo("x");
        vault.put("/folders/b", "", Json.MAPPER.createObjectNode(), Map.of());

        assertThat(got).extracting(WebRequest::toString).containsExactly("GET /secrets/a", "PUT /folders/b");
        assertThat(got).extracting(WebRequest::query).containsExactly(Map.of("api-version", "7.6"), Map.of());
        assertThat(sandbox.tokens().valid(got.get(0).bearer().orElseThrow(), "https://vault.azure.net"))
                .isPresent();
    }

    @Test
    void aTokenIsSentOverTlsOnly() throws Exception {
        AzureClients clients = clients(login.clientSecret(), sandbox.caPem());
        assertThatThrownBy(
                        () -> clients.dataPlane("http://127.0.0.1:1", Cloud.PUBLIC.keyVaultScope(), WriteGate.open()))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("'http://127.0.0.1:1' is no HTTPS endpoint");
    }

    @Test
    void aCutConnectionPassesAndIsNotRepeatedByItself() throws Exception {
        sandbox.faults().add(FaultRule.on("PUT", ".*/resourceGroups/cut").cutting(FaultRule.Cut.AFTER_EFFECT));
        Arm arm = clients(login.clientSecret(), sandbox.caPem()).arm(WriteGate.open());
        ObjectNode body = Json.MAPPER.createObjectNode().put("location", "westeurope");
        assertThatThrownBy(() -> arm.put(group("cut"), ApiVersions.RESOURCES, body, Map.of()))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("connection failed");
        assertThat(requests("cut")).isEqualTo(1);
        assertThat(arm.find(group("cut"), ApiVersions.RESOURCES)).isPresent();
    }

    @Test
    void doesNotTalkToAServerThatItDoesNotTrust() throws Exception {
        AzureClients untrusting = clients(login.clientSecret(), "");
        assertThatThrownBy(() -> untrusting.arm(WriteGate.open()).get(group("x"), ApiVersions.RESOURCES))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("TLS certificate is not trusted");
    }

    @Test
    void namesAWrongSecretWithoutShowingIt() throws Exception {
        AzureClients wrong = clients("wr0ng-secret", sandbox.caPem());
        assertThatThrownBy(() -> wrong.arm(WriteGate.open()).get(group("x"), ApiVersions.RESOURCES))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("AADSTS7000215")
                .hasMessageContaining(login.clientId())
                .satisfies(e -> assertThat(stack(e)).doesNotContain("wr0ng-secret"));
    }

    @Test
    void refusesAnAuthorityThatIsNoPem() {
        assertThatThrownBy(() -> clients("s", "-----BEGIN rubbish-----"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("certificate authority cannot be read");
    }

    @Test
    void sharesClientsOfTheSameCloudIdentityAndProxy() throws Exception {
        AzureClients first = clients(login.clientSecret(), sandbox.caPem());
        assertThat(clients(login.clientSecret(), sandbox.caPem())).isSameAs(first);
        AzureClients rotated = clients("another", sandbox.caPem());
        assertThat(rotated).isNotSameAs(first);
        assertThat(rotated.httpClient()).isSameAs(first.httpClient());
    }

    @Test
    void goesThroughTheProxy() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuseOne(proxy));
            ProxySettings settings = new ProxySettings("127.0.0.1", proxy.getLocalPort(), "", null, List.of("*.corp"));
            AzureClients clients = AzureClients.of(cloud(sandbox.caPem()), secret(login.clientSecret()), settings);
            assertThatThrownBy(() -> clients.arm(WriteGate.open()).get(group("x"), ApiVersions.RESOURCES))
                    .isInstanceOfAny(TransientException.class, OperationException.class);
            assertThat(asked.get(20, TimeUnit.SECONDS))
                    .isEqualTo("CONNECT " + sandbox.url().substring("https://".length()) + " HTTP/1.1");
        }
    }

    private static String refuseOne(ServerSocket proxy) {
        try (Socket socket = proxy.accept();
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = reader.readLine();
            socket.getOutputStream()
                    .write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return line;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void read(String name) throws Exception {
        clients(login.clientSecret(), sandbox.caPem()).arm(WriteGate.open()).get(group(name), ApiVersions.RESOURCES);
    }

    private static long requests(String name) {
        return sandbox.requests().all().stream()
                .filter(request -> request.path().endsWith("/resourceGroups/" + name))
                .count();
    }

    private static String group(String name) {
        return "/subscriptions/" + login.subscriptionId() + "/resourceGroups/" + name;
    }

    private static Cloud cloud(String caPem) {
        return new Cloud("lab", sandbox.url(), sandbox.url(), sandbox.url(), caPem, true);
    }

    private static AzureIdentity secret(String value) {
        return new AzureIdentity.ClientSecret(login.tenantId(), login.clientId(), () -> value);
    }

    private static AzureClients clients(String secret, String caPem) throws OperationException {
        return AzureClients.of(cloud(caPem), secret(secret), ProxySettings.none());
    }

    private static String stack(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
