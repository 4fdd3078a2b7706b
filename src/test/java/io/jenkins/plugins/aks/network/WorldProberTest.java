package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ConnectionMatrix;
import io.jenkins.plugins.aks.check.Seen;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.kubernetes.PodProber;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorldProberTest {
    private final ApiServer server = new ApiServer();
    private final KubernetesClient client = server.client();
    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<Integer> answer = CompletableFuture.completedFuture(200);

    private final class Outside extends MemorySession {
        Outside() {
            super(null, WorldProberTest.this.client);
        }

        @Override
        public CompletableFuture<Integer> ask(String url, Duration limit) {
            asked.add(url + " within " + limit);
            return answer;
        }
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Seen probe(String to) throws Exception {
        MemorySession session = new Outside();
        PodProber pods = PodProber.usual(client, session.clock());
        Map<String, Object> row = Map.of("from", "world", "to", to, "expect", "allow");
        return new WorldProber(session, pods, 2)
                .start(ConnectionMatrix.parse("matrix", List.of(row), "default").get(0))
                .look()
                .orElseThrow();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(200, Seen.Outcome.OPEN),
                Arguments.of(404, Seen.Outcome.OPEN),
                Arguments.of(302, Seen.Outcome.OPEN),
                Arguments.of(403, Seen.Outcome.UNCLEAR),
                Arguments.of(407, Seen.Outcome.UNCLEAR),
                Arguments.of(502, Seen.Outcome.UNCLEAR),
                Arguments.of(504, Seen.Outcome.TIMED_OUT),
                Arguments.of(new TimeoutException("2 s"), Seen.Outcome.TIMED_OUT),
                Arguments.of(new CompletionException(new ConnectException("no")), Seen.Outcome.REFUSED),
                Arguments.of(new IllegalStateException(new UnknownHostException("x")), Seen.Outcome.NO_NAME),
                Arguments.of(new SSLException("certificate"), Seen.Outcome.OPEN),
                Arguments.of(new java.io.IOException("reset"), Seen.Outcome.UNCLEAR));
    }

    @ParameterizedTest
    @MethodSource
    void answers(Object given, Seen.Outcome outcome) throws Exception {
        answer = given instanceof Integer status
                ? CompletableFuture.completedFuture(status)
                : CompletableFuture.failedFuture((Throwable) given);
        assertThat(probe("https://x.example/y").outcome()).isEqualTo(outcome);
        assertThat(asked).containsExactly("https://x.example/y within PT2S");
    }

    @Test
    void aServiceIsReachedAtItsExternalAddress() throws Exception {
        server.cluster(Manifests.POOL);
        server.post("/api/v1/namespaces/default/services", Manifests.service("web", ", type: LoadBalancer"));
        assertThatThrownBy(() -> probe("web:80"))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("Service web has no external address yet");
        server.settle();
        probe("web:80");
        probe("http://web/health");
        assertThat(asked.get(0)).matches("http://127\\.[0-9.]+:80/ within PT2S");
        assertThat(asked.get(1)).matches("http://127\\.[0-9.]+/health within PT2S");
    }

    @Test
    void anAddressThatComesLaterIsFoundByTheSameCheck() throws Exception {
        server.cluster(Manifests.POOL);
        server.post("/api/v1/namespaces/default/services", Manifests.service("web", ", type: LoadBalancer"));
        MemorySession session = new Outside();
        WorldProber prober = new WorldProber(session, PodProber.usual(client, session.clock()), 2);
        Map<String, Object> row = Map.of("from", "world", "to", "web:80", "expect", "allow");
        Connection connection =
                ConnectionMatrix.parse("matrix", List.of(row), "default").get(0);
        assertThatThrownBy(() -> prober.start(connection)).isInstanceOf(TransientException.class);
        server.settle();
        assertThat(prober.start(connection).look()).isPresent();
    }

    @Test
    void aServiceOfTheClusterAloneIsNotForTheWorld() throws Exception {
        server.cluster(Manifests.POOL);
        server.post("/api/v1/namespaces/default/services", Manifests.service("web", ""));
        Seen seen = probe("web:80");
        assertThat(seen.outcome()).isEqualTo(Seen.Outcome.NOT_EXPOSED);
        assertThat(seen.said())
                .isEqualTo("Service web has the type ClusterIP, so nobody outside of the cluster is offered it");
        assertThat(asked).isEmpty();
    }

    @Test
    void namesAreLookedUpFromPodsOnly() {
        assertThatThrownBy(() -> probe("dns:x.example"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Look names up from a pod");
    }
}
