package io.jenkins.plugins.aks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir
    Path directory;

    @Test
    void keepsUrlTrustIdsAndCredentialsOverRestarts() throws IOException {
        String url;
        String ca;
        LabCredentials credentials;
        String subscription;
        try (Sandbox sandbox = start()) {
            url = sandbox.url();
            ca = sandbox.caPem();
            credentials = sandbox.credentials();
            subscription = sandbox.ids().guid("x");
        }
        try (Sandbox again = Sandbox.start(SandboxSettings.in(directory).withSeed(99))) {
            assertThat(again.url()).isEqualTo(url);
            assertThat(again.caPem()).isEqualTo(ca);
            assertThat(again.credentials()).isEqualTo(credentials);
            assertThat(again.ids().guid("x")).isEqualTo(subscription);
            again.mount("/hello", (WebService) request -> WebResponse.empty(204));
            assertThat(new Web(ca).send("GET", url + "/hello", null).statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void refusesASecondSandboxOnTheSameDirectory() {
        try (Sandbox sandbox = start()) {
            assertThat(sandbox.url()).startsWith("https://127.0.0.1:");
            assertThatThrownBy(this::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path other) {
        try (Sandbox sandbox = start()) {
            int port = Integer.parseInt(sandbox.url().replaceAll(".*:", ""));
            assertThatThrownBy(() -> Sandbox.start(SandboxSettings.in(other).withPort(port)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("another port");
        }
        Sandbox.start(SandboxSettings.in(other)).close();
    }

    @Test
    void dataPlanesHaveUrlsOfTheirOwnAndKeepThem() throws IOException {
        WebService vault = request -> WebResponse.empty(204);
        String url;
        String other;
        try (Sandbox sandbox = start()) {
            url = sandbox.endpoint("vault/one", vault);
            other = sandbox.endpoint("vault/two", (WebService) request -> WebResponse.empty(205));
            assertThat(sandbox.endpoint("vault/one", vault)).isEqualTo(url);
            assertThat(other).isNotIn(url, sandbox.url());
            Web web = new Web(sandbox.caPem());
            assertThat(web.send("GET", url + "/secrets/a", null).statusCode()).isEqualTo(204);
            assertThat(web.send("GET", other + "/secrets/a", null).statusCode()).isEqualTo(205);
            assertThat(sandbox.requests().all())
                    .extracting(RequestRecord::path)
                    .containsExactly("/vault/one/secrets/a", "/vault/two/secrets/a");
            sandbox.closeEndpoint("vault/two");
            assertThatThrownBy(() -> new Web(sandbox.caPem()).send("GET", other + "/x", null))
                    .isInstanceOf(IOException.class);
        }
        try (Sandbox again = start()) {
            assertThat(again.endpoint("vault/one", vault)).isEqualTo(url);
        }
    }

    @Test
    void faultsHitDataPlanesByTheirName() throws IOException {
        try (Sandbox sandbox = start()) {
            String url = sandbox.endpoint("vault/one", (WebService) request -> WebResponse.empty(204));
            sandbox.faults().add(FaultRule.on("GET", "/vault/one/secrets/.*").throttling(5));
            Web web = new Web(sandbox.caPem());
            assertThat(web.send("GET", url + "/secrets/a", null).statusCode()).isEqualTo(429);
            assertThat(web.send("GET", url + "/keys/a", null).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void secretsAreReadableByTheOwnerOnly() throws IOException {
        start().close();
        for (String file : List.of("credentials.json", "ca-key.pem", "token-key.pem")) {
            assertThat(Files.getPosixFilePermissions(directory.resolve(file)))
                    .as(file)
                    .hasSize(2);
        }
    }

    @Test
    void logsEveryRequestWithoutQueryHeadersAndBody() throws IOException {
        try (Sandbox sandbox = start()) {
            sandbox.mount("/hello", (WebService) request -> WebResponse.empty(202));
            new Web(sandbox.caPem())
                    .send(
                            "POST",
                            sandbox.url() + "//hello/a%20b?api-version=1&sig=s3cret",
                            "s3cret",
                            "Authorization",
                            "Bearer s3cret");
            assertThat(sandbox.requests().all()).singleElement().satisfies(r -> {
                assertThat(r.path()).isEqualTo("/hello/a%20b");
                assertThat(r.apiVersion()).isEqualTo("1");
                assertThat(r.status()).isEqualTo(202);
                assertThat(r.isWrite()).isTrue();
            });
        }
        assertThat(Files.readString(directory.resolve("requests.log")))
                .contains("/hello/a%20b")
                .doesNotContain("s3cret");
        try (Sandbox again = start()) {
            assertThat(again.requests().matching("POST", "/HELLO/.*")).hasSize(1);
        }
    }

    @Test
    void aBugOfAServiceIs500AndKept() throws IOException {
        try (Sandbox sandbox = start()) {
            sandbox.mount("/bug", (WebService) request -> {
                throw new IllegalStateException("oh");
            });
            HttpResponse<String> response = new Web(sandbox.caPem()).send("GET", sandbox.url() + "/bug", null);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(sandbox.problems())
                    .singleElement()
                    .asString()
                    .contains("GET /bug")
                    .contains("oh");
        }
    }

    @Test
    void faultsAnswerDelayCutAndCount() throws IOException {
        try (Sandbox sandbox = start()) {
            int[] effects = {0};
            sandbox.mount("/it", (WebService) request -> {
                effects[0]++;
                return WebResponse.empty(200);
            });
            Web web = new Web(sandbox.caPem());
            String url = sandbox.url() + "/it";
            sandbox.faults().add(FaultRule.on("GET", "/it").from(2).times(1).throttling(7));
            assertThat(web.send("GET", url, null).statusCode()).isEqualTo(200);
            HttpResponse<String> second = web.send("GET", url, null);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).contains("7");
            assertThat(web.send("GET", url, null).statusCode()).isEqualTo(200);
            assertThat(effects[0]).isEqualTo(2);

            sandbox.faults().add(FaultRule.on("PUT", "/it").cutting(FaultRule.Cut.BEFORE_EFFECT));
            assertThatThrownBy(() -> web.send("PUT", url, "{}")).isInstanceOf(IOException.class);
            assertThat(effects[0]).isEqualTo(2);
            sandbox.faults().add(FaultRule.on("POST", "/it").cutting(FaultRule.Cut.AFTER_EFFECT));
            assertThatThrownBy(() -> web.send("POST", url, "{}")).isInstanceOf(IOException.class);
            assertThat(effects[0]).isEqualTo(3);
            assertThat(sandbox.requests().all())
                    .extracting(RequestRecord::status)
                    .containsExactly(200, 429, 200, 0, 0);

            sandbox.faults().add(FaultRule.on("*", "/it").named("slow").always().delayed(Duration.ofMillis(1)));
            assertThat(web.send("DELETE", url, null).statusCode()).isEqualTo(200);
        }
    }

    private Sandbox start() {
        return Sandbox.start(SandboxSettings.in(directory));
    }
}
