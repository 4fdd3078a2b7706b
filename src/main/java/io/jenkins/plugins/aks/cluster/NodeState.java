package io.jenkins.plugins.aks.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node as its Kubernetes API shows it.
 *
 * @param taints as {@code key=value:Effect}, without those that Kubernetes and AKS set by themselves
 */
record NodeState(String name, String pool, boolean ready, Map<String, String> labels, Set<String> taints) {
    private static final List<String> POOL_LABELS = List.of("kubernetes.azure.com/agentpool", "agentpool");
    private static final List<String> OTHERS_TAINTS = List.of(
            "node.kubernetes.io/",
            "node.cloudprovider.kubernetes.io/",
            "kubernetes.azure.com/",
            "node.cilium.io/",
            "remediator.kubernetes.azure.com/",
            "DeletionCandidateOfClusterAutoscaler",
            "ToBeDeletedByClusterAutoscaler");

    static NodeState of(Node node) {
        Map<String, String> labels = node.getMetadata().getLabels() == null
                ? Map.of()
                : node.getMetadata().getLabels();
        boolean ready = node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(each -> "Ready".equals(each.getType()) && "True".equals(each.getStatus()));
        Set<String> taints = new TreeSet<>();
        for (Taint taint : node.getSpec().getTaints()) {
            if (OTHERS_TAINTS.stream().noneMatch(taint.getKey()::startsWith)) {
                taints.add(text(taint));
            }
        }
        String pool = POOL_LABELS.stream()
                .filter(labels::containsKey)
                .map(labels::get)
                .findFirst()
                .orElse("");
        return new NodeState(node.getMetadata().getName(), pool, ready, labels, taints);
    }

    /** What this node lacks, as short phrases; empty where it is as wanted. */
    List<String> lacks(NodeTarget target) {
        List<String> lacks = new ArrayList<>();
        if (!ready) {
            lacks.add("not Ready");
        }
        target.labels().forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                lacks.add("label " + key + " is " + (labels.containsKey(key) ? "'" + labels.get(key) + "'" : "missing")
                        + ", wanted '" + value + "'");
            }
        });
        Set<String> wanted = new TreeSet<>();
        target.taints().stream()
                .filter(taint -> OTHERS_TAINTS.stream().noneMatch(taint::startsWith))
                .forEach(taint -> wanted.add(normal(taint)));
        if (!wanted.equals(taints)) {
            lacks.add("taints are " + taints + ", wanted " + wanted);
        }
        return lacks;
    }

    private static String text(Taint taint) {
        String value = taint.getValue() == null || taint.getValue().isEmpty() ? "" : "=" + taint.getValue();
        return taint.getKey() + value + ":" + taint.getEffect();
    }

    /** {@code key=:Effect} is {@code key:Effect}. */
    private static String normal(String taint) {
        return taint.replace("=:", ":");
    }
}
