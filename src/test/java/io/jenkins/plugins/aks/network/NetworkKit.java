package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ManifestYaml;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The steps of this section against the sandbox's Kubernetes API, whose time passes while they wait. */
final class NetworkKit implements AutoCloseable {
    static final String POLICIES = "/apis/cilium.io/v2/namespaces/pets/ciliumnetworkpolicies";

    private static final int MOST = 80;
    private static final Class<?> KUBE_APPLY = io.jenkins.plugins.aks.workload.KubeApplyStep.class;

    final ApiServer server = new ApiServer().network("advancedNetworking: {enabled: true, security: {enabled: true}}");
    private final KubernetesClient client = server.client();
    MovingSession session;
    String waitingFor = "";

    NetworkKit() throws Exception {
        this(ClusterArm.CILIUM_WITH_ACNS);
    }

    NetworkKit(String networkProfile) throws Exception {
        session = new MovingSession(ClusterArm.of(networkProfile), client);
        server.cluster(Manifests.POOL);
        server.settle();
        server.namespace("pets");
    }

    /** The store of the workshop, running. */
    void store() throws Exception {
        for (ManifestObject object : ManifestYaml.parse("store", resource(KUBE_APPLY, "store"))) {
            String group = object.apiVersion().contains("/") ? "/apis/" : "/api/";
            server.apply(
                    group + object.apiVersion() + "/namespaces/pets/"
                            + object.kind().toLowerCase(Locale.ROOT) + "s/" + object.name(),
                    "test",
                    object.json().toString());
        }
        server.settle();
        server.faster(100);
    }

    /** A manifest that is part of the plugin. */
    static String resource(Class<?> step, String builtin) throws IOException {
        try (InputStream in = step.getResourceAsStream("builtin/" + builtin + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Map<String, Object> row(Object from, Object to, String expect) {
        return Map.of("from", from, "to", to, "expect", expect);
    }

    static Operation<AksSession> check(List<Map<String, Object>> matrix, Consumer<CheckConnectivityStep> parameters)
            throws Exception {
        CheckConnectivityStep step = new CheckConnectivityStep(matrix);
        step.setNamespace("pets");
        step.setWithin("1s");
        step.setOnFailure("ignore");
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    /** Probes take real time, so that passes here too. */
    Map<String, Object> check(Operation<AksSession> check, MemoryJournal journal) throws Exception {
        session.real = true;
        try {
            while (true) {
                if (check.advance(session, journal) instanceof Turn.Done done) {
                    return done.result();
                }
                LockSupport.parkNanos(2_000_000);
            }
        } finally {
            session.real = false;
        }
    }

    Map<String, Object> check(List<Map<String, Object>> matrix) throws Exception {
        return check(check(matrix, step -> {}), new MemoryJournal());
    }

    /** What is not as expected, with what was got. */
    static List<String> unmet(Map<String, Object> result) {
        List<String> unmet = new ArrayList<>();
        for (Object each : (List<?>) result.get("results")) {
            Map<?, ?> one = (Map<?, ?>) each;
            if (!one.get("verdict").equals("passed")) {
                unmet.add(one.get("name") + ": expected " + one.get("expected") + ", got " + one.get("got"));
            }
        }
        return unmet;
    }

    /** A session whose clock goes on as its operations wait. */
    final class MovingSession extends MemorySession {
        private Duration passed = Duration.ZERO;
        private boolean real;

        MovingSession(Arm arm, KubernetesClient client) {
            super(arm, client);
        }

        @Override
        public CompletableFuture<Integer> ask(String url, Duration limit) {
            URI uri = URI.create(url);
            int status = server.fromOutside(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), uri.getPath());
            return status > 0
                    ? CompletableFuture.completedFuture(status)
                    : CompletableFuture.failedFuture(
                            status == 0 ? new TimeoutException("no answer") : new ConnectException("refused"));
        }

        @Override
        public Clock clock() {
            return real ? Clock.systemUTC() : Clock.fixed(NOW.plus(passed), ZoneOffset.UTC);
        }
    }

    /** Another identity, with the same cluster. */
    void as(String token) throws Exception {
        session = new MovingSession(ClusterArm.of(ClusterArm.CILIUM_WITH_ACNS), server.client(token));
    }

    static Operation<AksSession> policy(Consumer<ApplyNetworkPolicyStep> parameters) throws Exception {
        ApplyNetworkPolicyStep step = new ApplyNetworkPolicyStep();
        step.setNamespace("pets");
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    Map<String, Object> apply(Consumer<ApplyNetworkPolicyStep> parameters) throws Exception {
        return run(policy(parameters), new MemoryJournal());
    }

    /** To the end. */
    Map<String, Object> run(Operation<AksSession> operation, MemoryJournal journal) throws Exception {
        for (int i = 0; i < MOST; i++) {
            Turn turn = operation.advance(session, journal);
            if (turn instanceof Turn.Done done) {
                return done.result();
            }
            pass((Turn.Again) turn);
        }
        throw new AssertionError("not done after " + MOST + " turns: " + waitingFor);
    }

    void pass(Turn.Again again) {
        waitingFor = again.waitingFor();
        server.pass(again.after());
        session.passed = session.passed.plus(again.after());
    }

    /** The requests that change something. */
    List<String> writes() {
        return server.asked().stream()
                .filter(request -> !request.startsWith("GET "))
                .filter(request -> request.contains("policies"))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
