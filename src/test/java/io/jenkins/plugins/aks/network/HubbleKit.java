package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.hubble.HubbleCertificates;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A cluster with Hubble and a store front that the world visits. */
final class HubbleKit implements AutoCloseable {
    static final String OBSERVED =
            "networkDataplane: cilium, networkPolicy: cilium, advancedNetworking: {enabled: true,"
                    + " observability: {enabled: true}, security: {enabled: true}}";
    static final String SECRETS = "/api/v1/namespaces/kube-system/secrets";
    static final String PODS = "/api/v1/namespaces/kube-system/pods";
    static final String CHAOS = "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name:"
            + " allow-store-front-traffic}, spec: {endpointSelector: {matchLabels: {app: store-front}}, ingress:"
            + " [{fromEndpoints: []}]}}";

    private static final int MOST = 400;
    private static final String FRONT = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: store-front}, spec:"
            + " {replicas: 1, selector: {matchLabels: {app: store-front}}, template: {metadata: {labels: {app:"
            + " store-front}}, spec: {containers: [{name: store-front, image: nginx, ports: [{containerPort: 8080}]}]}}}}";
    private static final String SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: store-front}, spec: {type:"
            + " LoadBalancer, selector: {app: store-front}, ports: [{port: 80, targetPort: 8080}]}}";

    final ApiServer server;
    private KubernetesClient client;
    MemorySession session;
    String waitingFor = "";

    HubbleKit() {
        this(OBSERVED);
    }

    HubbleKit(String network) {
        server = new ApiServer().network("{" + network + "}");
        client = server.client();
        session = MemorySession.of(client);
        server.cluster(Manifests.POOL);
        server.namespace("pets");
        server.post("/apis/apps/v1/namespaces/pets/deployments", FRONT);
        server.post("/api/v1/namespaces/pets/services", SERVICE);
        settle();
        settle();
    }

    void as(String token) {
        client.close();
        client = server.client(token);
        session = MemorySession.of(client);
    }

    void settle() {
        server.settle();
    }

    void policy(String yaml) {
        server.apply(NetworkKit.POLICIES + "/allow-store-front-traffic", "test", yaml);
        settle();
    }

    static Operation<AksSession> observe(Consumer<HubbleObserveStep> parameters) throws Exception {
        HubbleObserveStep step = new HubbleObserveStep();
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    Map<String, Object> run(Consumer<HubbleObserveStep> parameters) throws Exception {
        return run(observe(parameters), turn -> {});
    }

    /** @param between is told the number of each turn that waits */
    Map<String, Object> run(Operation<AksSession> operation, Consumer<Integer> between) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        for (int i = 0; i < MOST; i++) {
            Turn turn = turn(operation, journal);
            if (turn instanceof Turn.Done done) {
                return done.result();
            }
            Turn.Again again = (Turn.Again) turn;
            waitingFor = again.waitingFor();
            between.accept(i);
            server.pass(again.after());
            server.object("/api/v1/nodes");
            session.now = session.now.plus(again.after());
            // The stream is real, and comes on a thread of its own.
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("not done after " + MOST + " turns: " + waitingFor + session.lines);
    }

    private Turn turn(Operation<AksSession> operation, MemoryJournal journal) throws Exception {
        try {
            return operation.advance(session, journal);
        } catch (TransientException e) {
            return Turn.again(Duration.ofSeconds(1), e.getMessage());
        }
    }

    /** Gives the relay's clients a certificate that ends at a time. */
    void certificate(Instant end) {
        HubbleCertificates hubble = new HubbleCertificates();
        HubbleCertificates.Issued issued = hubble.issue("*.hubble-relay.cilium.io", end);
        server.apply(
                SECRETS + "/hubble-relay-client-certs?force=true",
                "test",
                "{apiVersion: v1, kind: Secret, metadata: {name: hubble-relay-client-certs}, type: kubernetes.io/tls,"
                        + " data:"
                        + " {tls.crt:"
                        + " " + base64(issued.certificate()) + ", tls.key: " + base64(issued.traditionalKey())
                        + ", ca.crt: " + base64(hubble.authority()) + "}}");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    String relayPod() {
        return server.names(PODS).stream()
                .filter(name -> name.startsWith("hubble-relay"))
                .findFirst()
                .orElseThrow();
    }

    JsonNode relay() {
        return server.object(PODS + "/" + relayPod());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
