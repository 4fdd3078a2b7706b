package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list and map types of the built-in kinds, by the last two names of a path or by the last one. */
final class BuiltInSchema implements MergeSchema {
    private static final List<String> CONTAINER_PORT = List.of("containerPort", "protocol");
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("spec.containers", List.of("name")),
            Map.entry("spec.initContainers", List.of("name")),
            Map.entry("spec.ephemeralContainers", List.of("name")),
            Map.entry("containers.ports", CONTAINER_PORT),
            Map.entry("initContainers.ports", CONTAINER_PORT),
            Map.entry("ephemeralContainers.ports", CONTAINER_PORT),
            Map.entry("spec.ports", List.of("port", "protocol")),
            Map.entry("env", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("spec.volumes", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("metadata.ownerReferences", List.of("uid")),
            Map.entry("conditions", List.of("type")),
            Map.entry("status.addresses", List.of("type")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("podIPs", List.of("ip")),
            Map.entry("resources.claims", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));
    private static final Map<String, String> PATCH_ONLY_KEYS = Map.of("spec.taints", "key");
    private static final Set<String> ATOMIC = Set.of(
            "spec.selector",
            "nodeSelector",
            "podSelector",
            "namespaceSelector",
            "labelSelector",
            "configMapKeyRef",
            "secretKeyRef",
            "fieldRef",
            "resourceFieldRef",
            "involvedObject",
            "roleRef");

    @Override
    public List<String> keys(List<String> path) {
        return KEYS.getOrDefault(two(path), KEYS.getOrDefault(last(path), List.of()));
    }

    @Override
    public boolean set(List<String> path) {
        return two(path).equals("metadata.finalizers");
    }

    @Override
    public boolean atomic(List<String> path) {
        return ATOMIC.contains(two(path)) || ATOMIC.contains(last(path));
    }

    /** The merge key of a strategic merge patch; empty when the list is replaced. */
    String patchKey(List<String> path) {
        List<String> keys = keys(path);
        return keys.isEmpty() ? PATCH_ONLY_KEYS.getOrDefault(two(path), "") : keys.get(0);
    }

    private static String last(List<String> path) {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    private static String two(List<String> path) {
        return path.size() < 2 ? "" : path.get(path.size() - 2) + "." + last(path);
    }
}
