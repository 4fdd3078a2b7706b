package io.jenkins.plugins.aks.sandbox.network;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One end of traffic, as Cilium knows it.
 *
 * @param namespace empty but for pods
 * @param name of the pod or node; empty for the world
 * @param labels with those that Cilium adds for a pod's namespace
 * @param ports of a pod, by name
 */
public record Endpoint(
        Kind kind, String namespace, String name, String ip, Map<String, String> labels, Map<String, Integer> ports) {

    /** The label with the namespace of a pod. */
    static final String NAMESPACE = "io.kubernetes.pod.namespace";

    /** The prefix of the labels of a pod's namespace. */
    static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.";

    /** What an end can be. */
    public enum Kind {
        POD("cluster", "all"),
        /** The node on which the other end runs. */
        HOST("host", "cluster", "all"),
        REMOTE_NODE("remote-node", "cluster", "all"),
        API_SERVER("kube-apiserver", "world", "world-ipv4", "all"),
        WORLD("world", "world-ipv4", "all");

        private final Set<String> entities;

        Kind(String... entities) {
            this.entities = Set.of(entities);
        }
    }

    public Endpoint {
        labels = Map.copyOf(labels);
        ports = Map.copyOf(ports);
    }

    public static Endpoint world(String ip) {
        return new Endpoint(Kind.WORLD, "", "", ip, Map.of("reserved:world", ""), Map.of());
    }

    public static Endpoint node(String name, String ip, boolean same) {
        Kind kind = same ? Kind.HOST : Kind.REMOTE_NODE;
        String label = same ? "reserved:host" : "reserved:remote-node";
        return new Endpoint(kind, "", name, ip, Map.of(label, ""), Map.of());
    }

    public static Endpoint apiServer(String ip) {
        return new Endpoint(Kind.API_SERVER, "", "", ip, Map.of("reserved:kube-apiserver", ""), Map.of());
    }

    /** @param namespaceLabels the labels of the namespace itself */
    public static Endpoint pod(
            String namespace,
            String name,
            String ip,
            Map<String, String> labels,
            Map<String, String> namespaceLabels,
            Map<String, Integer> ports) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(NAMESPACE, namespace);
        all.put("io.cilium.k8s.policy.cluster", "default");
        namespaceLabels.forEach((key, value) -> all.put(NAMESPACE_LABELS + key, value));
        return new Endpoint(Kind.POD, namespace, name, ip, all, ports);
    }

    public boolean isPod() {
        return kind == Kind.POD;
    }

    boolean isEntity(String entity) {
        return kind.entities.contains(entity);
    }

    /** Whether rules about addresses can mean it: those never mean pods and nodes. */
    boolean isOutside() {
        return kind == Kind.WORLD || kind == Kind.API_SERVER;
    }
}
