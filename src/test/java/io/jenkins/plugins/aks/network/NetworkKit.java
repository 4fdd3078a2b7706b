package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The steps of this section against the sandbox's Kubernetes API, whose time passes while they wait. */
final class NetworkKit implements AutoCloseable {
    static final String POLICIES = "/apis/cilium.io/v2/namespaces/pets/ciliumnetworkpolicies";

    private static final int MOST = 80;

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

    /** A session whose clock goes on as its operations wait. */
    static final class MovingSession extends MemorySession {
        private Duration passed = Duration.ZERO;

        MovingSession(Arm arm, KubernetesClient client) {
            super(arm, client);
        }

        @Override
        public Clock clock() {
            return Clock.fixed(NOW.plus(passed), ZoneOffset.UTC);
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
