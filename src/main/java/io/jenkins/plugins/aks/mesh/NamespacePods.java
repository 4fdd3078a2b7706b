package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pods of a namespace by the workloads that make them.
 *
 * @param workloads those that other pods lean on first: StatefulSets, then DaemonSets, then Deployments, by name
 * @param pods those that run or are to run
 * @param makers the uid of a pod's workload by the uid of the pod
 */
record NamespacePods(List<Workload> workloads, List<JsonNode> pods, Map<String, String> makers) {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final List<String> KINDS = List.of("StatefulSet", "DaemonSet", "Deployment");

    /** @param live as the API server has it */
    record Workload(String kind, JsonNode live) {
        String name() {
            return live.at("/metadata/name").asText();
        }

        String uid() {
            return live.at("/metadata/uid").asText();
        }

        /** Without a leading slash. */
        String path() {
            return collection(live.at("/metadata/namespace").asText(), kind) + "/" + name();
        }

        String subject() {
            return kind + " " + live.at("/metadata/namespace").asText() + "/" + name();
        }

        /** Why its pods are not made anew by a restart; empty where they are. */
        String obstacle() {
            if (live.at("/spec/paused").asBoolean()) {
                return "its Deployment " + name() + " is paused";
            }
            JsonNode strategy = live.at("/spec/updateStrategy");
            if (strategy.path("type").asText().equals("OnDelete")) {
                return "its " + kind + " " + name() + " has the update strategy OnDelete: delete the pod";
            }
            return strategy.at("/rollingUpdate/partition").asInt() > 0
                    ? "its " + kind + " " + name() + " updates from a partition on: lower that"
                    : "";
        }

        /** Whether a pod goes down before another one has come up. */
        boolean goesDown() {
            JsonNode strategy = live.at("/spec/strategy");
            String surge = strategy.at("/rollingUpdate/maxSurge").asText("25%");
            return !kind.equals("Deployment")
                    || strategy.path("type").asText().equals("Recreate")
                    || surge.matches("0%?");
        }
    }

    static NamespacePods read(LiveObjects objects, String namespace) throws OperationException, TransientException {
        Map<String, String> sets = new HashMap<>();
        for (JsonNode set : objects.list(collection(namespace, "ReplicaSet"), "")) {
            sets.put(
                    set.at("/metadata/uid").asText(),
                    controller(set).path("uid").asText());
        }
        List<Workload> workloads = new ArrayList<>();
        for (String kind : KINDS) {
            objects.list(collection(namespace, kind), "").stream()
                    .map(live -> new Workload(kind, live))
                    .sorted(java.util.Comparator.comparing(Workload::name))
                    .forEach(workloads::add);
        }
        List<JsonNode> pods = new ArrayList<>();
        Map<String, String> makers = new HashMap<>();
        for (JsonNode pod : objects.list("api/v1/namespaces/" + namespace + "/pods", "")) {
            boolean going = pod.at("/metadata/deletionTimestamp").isTextual();
            if (!going && !ENDED.contains(pod.at("/status/phase").asText())) {
                String owner = controller(pod).path("uid").asText();
                pods.add(pod);
                makers.put(pod.at("/metadata/uid").asText(), sets.getOrDefault(owner, owner));
            }
        }
        return new NamespacePods(workloads, pods, makers);
    }

    private static String collection(String namespace, String kind) {
        return "apis/apps/v1/namespaces/" + namespace + "/" + kind.toLowerCase(java.util.Locale.ROOT) + "s";
    }

    static JsonNode controller(JsonNode object) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner;
            }
        }
        return MissingNode.getInstance();
    }

    /** The pods of a workload that a restart would make as wished. */
    List<JsonNode> unlike(Workload workload, ProxyWish wish) {
        return pods.stream()
                .filter(pod ->
                        workload.uid().equals(makers.get(pod.at("/metadata/uid").asText())))
                .filter(pod -> !wish.isMet(pod) && ProxyWish.exception(pod).isEmpty())
                .toList();
    }
}
