package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PodStreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CAP = 1 << 16;

    private static ApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void open() {
        server = new ApiServer();
        server.cluster(Manifests.POOL);
        client = server.client();
        server.namespace("pets");
        server.post(
                "/api/v1/namespaces/pets/configmaps",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {level: high}}");
        pod(
                "shell",
                "containers: [{name: main, image: busybox, command: [sleep, infinity], env: [{name: A, value: b}],"
                        + " volumeMounts: [{name: v, mountPath: /etc/app}]}], volumes: [{name: v, configMap: {name:"
                        + " settings}}]");
        pod(
                "web",
                "containers: [{name: main, image: nginx, ports: [{name: http, containerPort: 80}]},"
                        + " {name: side, image: 'gcr.io/distroless/static'}]");
        pod(
                "talker",
                "containers: [{name: main, image: busybox, command: [sh, -c, 'echo one; echo two; sleep 3600; echo"
                        + " three; sleep infinity']}]");
        pod("nowhere", "containers: [{name: main, image: 'registry.invalid/x'}]");
        server.settle();
    }

    private static void pod(String name, String spec) {
        server.post(
                "/api/v1/namespaces/pets/pods",
                "{apiVersion: v1, kind: Pod, metadata: {name: " + name + "}, spec: {" + spec + "}}");
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
    }

    private static PodContainer in(String pod, String container) throws Exception {
        JsonNode found = new ApiReader(client).get("api/v1/namespaces/pets/pods/" + pod, ApiReader.JSON);
        return PodChoice.container(found, container);
    }

    private static ExecOutcome exec(PodContainer where, String stdin, String... command) throws Exception {
        try (PodExec exec = PodExec.start(client, where, List.of(command), stdin, CAP)) {
            return exec.await(PATIENCE);
        }
    }

    @Test
    void outputAndErrorAreApartAndTheExitCodeIsTheCommands() throws Exception {
        ExecOutcome outcome = exec(in("shell", ""), null, "sh", "-c", "echo out; echo bad >&2; exit 3");

        assertThat(outcome).isEqualTo(new ExecOutcome(3, "out\n", "bad\n", false));
    }

    @Test
    void standardInputEnds() throws Exception {
        String long1 = "x".repeat(100_000) + "\n";

        assertThat(exec(in("shell", ""), "a\nb\n", "cat").stdout()).isEqualTo("a\nb\n");
        assertThat(exec(in("shell", ""), long1, "wc", "-c").stdout()).isEqualTo("100001\n");
        assertThat(exec(in("shell", ""), null, "cat").stdout()).isEmpty();
    }

    @Test
    void mountsAndEnvironmentAreThePods() throws Exception {
        assertThat(exec(in("shell", ""), null, "cat", "/etc/app/level").stdout())
                .isEqualTo("high");
        assertThat(exec(in("shell", ""), null, "sh", "-c", "echo $A $HOSTNAME").stdout())
                .isEqualTo("b shell\n");
        assertThat(exec(in("shell", ""), null, "cat", "/nothing"))
                .isEqualTo(new ExecOutcome(1, "", "cat: can't open '/nothing': No such file or directory\n", false));
    }

    @Test
    void whatExceedsTheCapIsDroppedAndSaid() throws Exception {
        try (PodExec exec = PodExec.start(client, in("shell", ""), List.of("seq", "1", "1000"), null, 10)) {
            ExecOutcome outcome = exec.await(PATIENCE);
            assertThat(outcome.stdout()).isEqualTo("1\n2\n3\n4\n5\n");
            assertThat(outcome.truncated()).isTrue();
        }
    }

    @Test
    void aCommandThatRunsIsLookedAtWithoutWaiting() throws Exception {
        try (PodExec exec = PodExec.start(client, in("shell", ""), List.of("sleep", "infinity"), null, CAP)) {
            assertThat(exec.look()).isEmpty();
            exec.close();
            assertThatThrownBy(() -> exec.await(PATIENCE))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("the connection broke before the command ended");
        }
    }

    @Test
    void anImageWithoutTheProgramSaysSo() throws Exception {
        assertThatThrownBy(() -> exec(in("web", "side"), null, "sh", "-c", "true"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("container side of pod pets/web")
                .hasMessageContaining("exec: \"sh\": executable file not found in $PATH");
        assertThat(exec(in("shell", ""), null, "sh", "-c", "curl x"))
                .isEqualTo(new ExecOutcome(127, "", "sh: curl: not found\n", false));
    }

    @Test
    void severalContainersNeedAName() throws Exception {
        assertThatThrownBy(() -> in("web", ""))
                .hasMessageContaining("container: nothing was given; allowed: main, side (the containers of pod web)");
        assertThatThrownBy(() -> in("web", "other")).hasMessageContaining("container: 'other' was given");
        assertThat(in("shell", null).container()).isEqualTo("main");
    }

    @Test
    void aReaderMayNotExec() throws Exception {
        PodContainer where = in("shell", "");
        server.deny(java.util.Map.of("resource", "pods/exec"));
        try {
            assertThatThrownBy(() -> exec(where, null, "true"))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("HTTP 403: the identity may not use pods/exec");
        } finally {
            server.deny(java.util.Map.of("resource", "none"));
        }
    }

    @Test
    void logsAreReadAndReadOn() throws Exception {
        PodLogs logs = new PodLogs(client);
        PodContainer where = in("talker", "");
        List<LogLine> lines = logs.read(where, LogQuery.all(CAP));

        assertThat(lines).extracting(LogLine::text).containsExactly("one", "two");
        assertThat(logs.read(where, new LogQuery(null, 1, false, CAP)))
                .extracting(LogLine::text)
                .containsExactly("two");
        assertThat(logs.after(where, lines.get(0).at(), CAP))
                .extracting(LogLine::text)
                .containsExactly("two");
        assertThat(logs.after(where, lines.get(1).at(), CAP)).isEmpty();
        server.pass(Duration.ofHours(1));
        assertThat(logs.after(where, lines.get(1).at(), CAP))
                .extracting(LogLine::text)
                .containsExactly("three");
    }

    @Test
    void aContainerThatWaitsHasNoLog() throws Exception {
        assertThatThrownBy(() -> new PodLogs(client).read(in("nowhere", ""), LogQuery.all(CAP)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(
                        "container \"main\" in pod \"nowhere\" is waiting to start: trying and failing to pull image");
        assertThatThrownBy(() -> new PodLogs(client).read(in("shell", ""), new LogQuery(null, -1, true, CAP)))
                .hasMessageContaining("previous terminated container \"main\" in pod \"shell\" not found");
    }

    private static String get(PortForward forward, String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(forward.address());
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aForwardLeadsToThePod() throws Exception {
        PodContainer where = in("web", "main");
        int port = PodChoice.port(where.pod(), "http");
        try (PortForward forward = PortForward.open(client, where, port)) {
            assertThat(forward.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(get(forward, "/")).startsWith("HTTP/1.1 200 OK").contains("Welcome to nginx!");
            assertThat(get(forward, "/none")).startsWith("HTTP/1.1 404");
            assertThat(forward.trouble()).isEmpty();
        }
    }

    @Test
    void aPortWhereNothingListensIsSaid() throws Exception {
        try (PortForward forward = PortForward.open(client, in("web", "main"), 81)) {
            assertThat(get(forward, "/")).isEmpty();
            assertThat(forward.trouble()).hasValueSatisfying(text -> assertThat(text)
                    .contains("dial tcp4 127.0.0.1:81: connect: connection refused"));
        }
        assertThatThrownBy(() -> PodChoice.port(in("web", "main").pod(), "grpc"))
                .hasMessageContaining("has no port named grpc; its named ports: http");
    }

    @Test
    void aPodThatGoesAwayIsNotChosen() throws Exception {
        JsonNode items = ApiCall.MAPPER.readTree(
                """
                [{"metadata": {"name": "going", "creationTimestamp": "2026-01-01T00:00:00Z", "deletionTimestamp":
                  "2026-01-01T00:00:00Z"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
                 {"metadata": {"name": "unready", "creationTimestamp": "2026-01-01T00:00:00Z"}, "status": {"phase": "Pending"}},
                 {"metadata": {"name": "young", "creationTimestamp": "2026-01-03T00:00:00Z"}, "status": {"conditions":
                  [{"type": "Ready", "status": "True"}]}},
                 {"metadata": {"name": "old", "creationTimestamp": "2026-01-02T00:00:00Z"}, "status": {"conditions":
                  [{"type": "Ready", "status": "True"}]}}]
                """);

        Optional<JsonNode> chosen = PodChoice.ready(items);
        assertThat(chosen.orElseThrow().at("/metadata/name").asText()).isEqualTo("old");
        assertThat(PodChoice.unready(items)).startsWith("pod going: being deleted; pod unready: Pending");
    }

    @Test
    void anImageWithoutToolsGetsAContainerThatHasThem() throws Exception {
        pod("bare", "containers: [{name: main, image: 'gcr.io/distroless/static'}]");
        server.settle();
        DebugContainer debug = new DebugContainer(client);
        List<String> command = List.of("sleep", "600");

        assertThat(debug.ensure(in("bare", "main"), "tools", "busybox", command))
                .isTrue();
        server.settle();

        PodContainer tools = in("bare", "tools");
        assertThat(PodChoice.isRunning(tools.pod(), "tools")).isTrue();
        assertThat(exec(tools, null, "hostname").stdout()).isEqualTo("bare\n");
        assertThat(debug.ensure(tools, "tools", "busybox", command)).isFalse();
        server.pass(Duration.ofMinutes(10));
        server.settle();
        assertThat(PodChoice.isRunning(in("bare", "tools").pod(), "tools")).isFalse();
        assertThat(PodChoice.isReady(in("bare", "tools").pod())).isTrue();
        assertThatThrownBy(() -> debug.ensure(in("bare", "main"), "main", "busybox", command))
                .hasMessageContaining("add the ephemeral container main to pod pets/bare")
                .hasMessageContaining("Duplicate value: \"main\"");
    }

    @Test
    void theGateStandsBeforeExec() throws Exception {
        PodContainer where = in("shell", "");
        KubernetesClient closed = new KubernetesClientImpl(
                client.getHttpClient()
                        .newBuilder()
                        .addOrReplaceInterceptor("gate", new GateInterceptor(write -> {
                            throw new OperationException("no " + write.verb() + " here");
                        }))
                        .build(),
                client.getConfiguration(),
                ForkJoinPool::commonPool,
                client.getKubernetesSerialization());
        try (PodExec exec = PodExec.start(closed, where, List.of("true"), null, CAP)) {
            assertThatThrownBy(() -> exec.await(PATIENCE))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("no EXEC here")
                    .isNotInstanceOf(KubernetesClientException.class);
        }
    }
}
