package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A cluster in memory: pods {@code a} and {@code b} in pets, {@code c} in other, services for them, a name server. */
final class Pets implements ClusterView, Store {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String OBJECTS =
            """
            {kind: Namespace, metadata: {name: pets, labels: {team: pets}}}
            ---
            {kind: Namespace, metadata: {name: other, labels: {team: other}}}
            ---
            {kind: Namespace, metadata: {name: kube-system, labels: {team: system}}}
            ---
            {kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.224.0.4}]}}
            ---
            {kind: Pod, metadata: {name: a, namespace: pets, labels: {app: a}}, spec: {nodeName: n1, containers: [
              {name: m, image: busybox, ports: [{name: http, containerPort: 8080}]}]}, status: {phase: Running, podIP: 10.244.0.1}}
            ---
            {kind: Pod, metadata: {name: b, namespace: pets, labels: {app: b}}, spec: {nodeName: n1, containers: [
              {name: m, image: busybox, ports: [{name: amqp, containerPort: 5672}, {containerPort: 3000}]}]},
              status: {phase: Running, podIP: 10.244.0.2}}
            ---
            {kind: Pod, metadata: {name: c, namespace: other, labels: {app: a}}, spec: {nodeName: n2, containers: [
              {name: m, image: busybox, ports: [{containerPort: 8080}]}]}, status: {phase: Running, podIP: 10.244.1.1}}
            ---
            {kind: Pod, metadata: {name: dns, namespace: kube-system, labels: {k8s-app: kube-dns}}, spec: {nodeName: n1,
              containers: [{name: coredns, image: coredns}]}, status: {phase: Running, podIP: 10.244.1.53}}
            ---
            {kind: Service, metadata: {name: kube-dns, namespace: kube-system}, spec: {clusterIP: 10.0.0.10,
              ports: [{port: 53, protocol: UDP}]}}
            ---
            {kind: Endpoints, metadata: {name: kube-dns, namespace: kube-system}, subsets: [{addresses: [{ip: 10.244.1.53}]}]}
            ---
            {kind: Service, metadata: {name: kubernetes, namespace: default}, spec: {clusterIP: 10.0.0.1, ports: [{port: 443}]}}
            ---
            {kind: Service, metadata: {name: a, namespace: pets}, spec: {clusterIP: 10.0.0.20, ports: [{port: 80,
              targetPort: http}]}, status: {loadBalancer: {ingress: [{ip: 20.1.2.3}]}}}
            ---
            {kind: Endpoints, metadata: {name: a, namespace: pets}, subsets: [{addresses: [{ip: 10.244.0.1}]}]}
            ---
            {kind: Service, metadata: {name: b, namespace: pets}, spec: {clusterIP: 10.0.0.21, ports: [{port: 5672}, {port: 81, targetPort: 9}]}}
            ---
            {kind: Endpoints, metadata: {name: b, namespace: pets}, subsets: [{addresses: [{ip: 10.244.0.2}]}]}
            ---
            {kind: Service, metadata: {name: empty, namespace: pets}, spec: {clusterIP: 10.0.0.22, ports: [{port: 80}]}}
            """;

    private final List<ObjectNode> objects = parse(OBJECTS);
    private final Map<String, ObjectNode> documents = new TreeMap<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    static List<ObjectNode> parse(String yaml) {
        List<ObjectNode> parsed = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            parsed.add(MAPPER.valueToTree(document));
        }
        return parsed;
    }

    /** Has the policies in force, at once. */
    Pets policies(String... yaml) {
        List<ObjectNode> policies = new ArrayList<>();
        for (String each : yaml) {
            policies.addAll(parse(each));
        }
        policies.forEach(policy -> {
            if (!policy.path("metadata").has("namespace")
                    && !policy.path("kind").asText().contains("Clusterwide")) {
                policy.withObjectProperty("metadata").put("namespace", "pets");
            }
        });
        new Enforcement(this, key()).follow(policies, now, Duration.ZERO);
        return this;
    }

    static String cilium(String spec) {
        return "{kind: CiliumNetworkPolicy, metadata: {name: p}, spec: " + spec + "}";
    }

    void without(String kind, String name) {
        objects.removeIf(object -> object.path("kind").asText().equals(kind)
                && object.at("/metadata/name").asText().equals(name));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Runs a line of words in a pod. */
    ExecResult run(String pod, String line) {
        ObjectNode in = get("Pod", "", pod).orElseThrow();
        ExecCall call = new ExecCall(List.of(line.split(" ")), () -> "", Map.of(), in, "m", this);
        return new NetworkPrograms().run(call);
    }

    /** Whether a TCP connection opens. */
    boolean opens(String pod, String host, int port) {
        return run(pod, "nc -z -w2 " + host + " " + port).exitCode() == 0;
    }

    @Override
    public String key() {
        return "lab";
    }

    @Override
    public Optional<ObjectNode> get(String kind, String namespace, String name) {
        return list(kind, namespace).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    @Override
    public void standingStill(Runnable work) {
        work.run();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Duration real(Duration simulated) {
        return simulated;
    }

    @Override
    public Store store() {
        return this;
    }

    @Override
    public Optional<ObjectNode> get(String key) {
        return Optional.ofNullable(documents.get(key)).map(ObjectNode::deepCopy);
    }

    @Override
    public void put(String key, ObjectNode document) {
        documents.put(key, document.deepCopy());
    }

    @Override
    public void delete(String key) {
        documents.remove(key);
    }

    @Override
    public SortedMap<String, ObjectNode> under(String prefix) {
        SortedMap<String, ObjectNode> found = new TreeMap<>(documents);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return found;
    }
}
