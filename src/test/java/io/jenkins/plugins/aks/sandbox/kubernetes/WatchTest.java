package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String ONLY_OURS =
            "?watch=true&timeoutSeconds=1&fieldSelector=metadata.name!=kube-root-ca.crt";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    private String version() {
        return server.get(MAPS).text("metadata", "resourceVersion");
    }

    private static List<String> story(List<JsonNode> events) {
        return events.stream()
                .map(event -> Json.text(event, "type") + " " + Meta.name(event.path("object")))
                .toList();
    }

    @Test
    void replaysWhatHappenedSinceAVersion() throws Exception {
        server.post(MAPS, Manifests.configMap("before", "{}"));
        String version = version();
        server.post(MAPS, Manifests.configMap("a", "{x: one}"));
        server.patch(MAPS + "/a", "merge", "{\"data\":{\"x\":\"two\"}}");
        server.delete(MAPS + "/a");
        List<JsonNode> events = server.watch(MAPS + ONLY_OURS + "&resourceVersion=" + version);
        assertThat(story(events)).containsExactly("ADDED a", "MODIFIED a", "DELETED a");
        assertThat(Json.text(events.get(1), "object", "data", "x")).isEqualTo("two");
        assertThat(Json.text(events.get(1), "object", "kind")).isEqualTo("ConfigMap");
    }

    @Test
    void withoutAVersionItBeginsWithWhatIsThere() throws Exception {
        server.post(MAPS, Manifests.configMap("a", "{}"));
        server.post(MAPS, Manifests.configMap("b", "{}"));
        assertThat(story(server.watch(MAPS + ONLY_OURS))).containsExactly("ADDED a", "ADDED b");
    }

    @Test
    void leavingTheSelectionIsADeletion() throws Exception {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {app: web}}}";
        String version = version();
        server.post(MAPS, map);
        server.patch(MAPS + "/a", "merge", "{\"metadata\":{\"labels\":{\"app\":\"other\"}}}");
        server.patch(MAPS + "/a", "merge", "{\"metadata\":{\"labels\":{\"app\":\"web\"}}}");
        List<JsonNode> events =
                server.watch(MAPS + "?watch=1&timeoutSeconds=1&labelSelector=app=web&resourceVersion=" + version);
        assertThat(story(events)).containsExactly("ADDED a", "DELETED a", "ADDED a");
    }

    @Test
    void otherNamespacesAreNotSeen() throws Exception {
        server.namespace("pets");
        String version = version();
        server.post("/api/v1/namespaces/pets/configmaps", Manifests.configMap("theirs", "{}"));
        assertThat(server.watch(MAPS + ONLY_OURS + "&resourceVersion=" + version))
                .isEmpty();
        assertThat(story(server.watch("/api/v1/configmaps" + ONLY_OURS + "&resourceVersion=" + version)))
                .containsExactly("ADDED theirs");
    }

    @Test
    void oneObjectByName() throws Exception {
        server.post(MAPS, Manifests.configMap("a", "{}"));
        server.post(MAPS, Manifests.configMap("b", "{}"));
        assertThat(story(server.watch(MAPS + "/b?watch=true&timeoutSeconds=1"))).containsExactly("ADDED b");
    }

    @Test
    void bookmarksEndTheInitialEventsAndTheWatch() throws Exception {
        List<JsonNode> events = server.watch(MAPS + ONLY_OURS + "&sendInitialEvents=true&allowWatchBookmarks=true");
        assertThat(events).hasSize(2).allMatch(event -> Json.text(event, "type").equals("BOOKMARK"));
        assertThat(Json.at(events.get(0), "object", "metadata", "annotations")
                        .path("k8s.io/initial-events-end")
                        .asText())
                .isEqualTo("true");
        assertThat(Json.text(events.get(1), "object", "metadata", "resourceVersion"))
                .isEqualTo(version());
    }

    @Test
    void versionsFromBeforeARestartAreGone() throws Exception {
        server.post(MAPS, Manifests.configMap("a", "{}"));
        try (ApiServer again = server.restarted()) {
            again.patch(MAPS + "/a", "merge", "{\"data\":{\"x\":\"1\"}}");
            List<JsonNode> events = again.watch(MAPS + ONLY_OURS + "&resourceVersion=1");
            assertThat(events).hasSize(1);
            assertThat(Json.text(events.get(0), "type")).isEqualTo("ERROR");
            assertThat(Json.at(events.get(0), "object", "code").asInt()).isEqualTo(410);
        }
    }

    @Test
    void tablesAreWatchedAsTables() throws Exception {
        server.post(MAPS, Manifests.configMap("a", "{x: one}"));
        String table = "application/json;as=Table;v=v1;g=meta.k8s.io";
        JsonNode event =
                server.send("GET", MAPS + ONLY_OURS, "", "Accept", table).json();
        assertThat(Json.text(event, "object", "kind")).isEqualTo("Table");
        assertThat(Json.at(event, "object", "rows")
                        .path(0)
                        .path("cells")
                        .path(0)
                        .asText())
                .isEqualTo("a");
    }

    @Test
    void aVersionMustBeANumber() {
        assertThat(server.get(MAPS + "?watch=true&resourceVersion=abc").code()).isEqualTo(400);
    }

    @Test
    void webSocketCarriesTheSameEvents() throws Exception {
        String version = version();
        Messages messages = new Messages();
        WebSocket socket = open(MAPS + "?watch=true&resourceVersion=" + version, ApiServer.TOKEN, messages);
        server.post(MAPS, Manifests.configMap("a", "{}"));
        server.delete(MAPS + "/a");
        assertThat(messages.next()).contains("\"ADDED\"").contains("\"name\":\"a\"");
        assertThat(messages.next()).contains("\"DELETED\"");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void webSocketIsRefusedBeforeTheUpgrade() {
        assertThat(refusal("/api/v1/things?watch=true", ApiServer.TOKEN)).isEqualTo(404);
        assertThat(refusal(MAPS + "?watch=true", "wrong")).isEqualTo(401);
    }

    private int refusal(String path, String token) {
        Throwable failure = Assertions.catchThrowable(() -> open(path, token, new Messages()));
        assertThat(failure)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }

    private WebSocket open(String path, String token, Messages messages) {
        URI uri = URI.create(server.url().replace("http:", "ws:") + path);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(uri, messages)
                .join();
    }

    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return received.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(data.toString());
            socket.request(1);
            return null;
        }
    }
}
