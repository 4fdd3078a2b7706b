package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Making pods from templates, and what is asked about them. */
final class Pods {
    private Pods() {}

    /** A pod of a workload, without a name. */
    static ObjectNode from(JsonNode template, JsonNode owner) {
        ObjectNode pod = Json.object().put("kind", "Pod").put("apiVersion", "v1");
        ObjectNode metadata = Meta.of(pod);
        metadata.put("namespace", Meta.namespace(owner));
        for (String map : Set.of("labels", "annotations")) {
            JsonNode given = Json.at(template, "metadata", map);
            if (!given.isEmpty()) {
                metadata.set(map, given.deepCopy());
            }
        }
        Meta.own(pod, owner);
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    /** The containers that run as long as the pod does: its own, and the init containers that are sidecars. */
    static List<JsonNode> lasting(JsonNode pod) {
        List<JsonNode> lasting = new ArrayList<>();
        for (JsonNode container : Json.at(pod, "spec", "initContainers")) {
            if (isSidecar(container)) {
                lasting.add(container);
            }
        }
        Json.at(pod, "spec", "containers").forEach(lasting::add);
        return lasting;
    }

    static boolean isSidecar(JsonNode initContainer) {
        return Json.text(initContainer, "restartPolicy").equals("Always");
    }

    static boolean ready(JsonNode pod) {
        return !Meta.deleting(pod) && Conditions.isTrue(pod, "Ready");
    }

    static boolean ended(JsonNode pod) {
        return Set.of("Succeeded", "Failed").contains(Json.text(pod, "status", "phase"));
    }

    /** Counts for its workload: neither ended nor going away. */
    static boolean active(JsonNode pod) {
        return !ended(pod) && !Meta.deleting(pod);
    }

    static String label(JsonNode object, String name) {
        return Meta.labels(object).path(name).asText("");
    }

    static String templateHash(JsonNode workload) {
        return Births.letters(Json.at(workload, "spec", "template").toString(), 10);
    }
}
