package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the server does to an object between reading and storing it: field check, defaults, initial status. */
final class Admission {
    private final ObjectStore objects;
    private final ResourceTypes types;
    private final ResourceQuotas quotas;
    private final IdentityWebhook webhook;
    private final MeshWebhook mesh;

    Admission(ObjectStore objects, ResourceTypes types, IdentityWebhook webhook, MeshWebhook mesh) {
        this.objects = objects;
        this.types = types;
        this.quotas = new ResourceQuotas(objects);
        this.webhook = webhook;
        this.mesh = mesh;
    }

    /** @return warnings about unknown fields; with Strict they are an error instead */
    List<String> fields(ResourceType type, ObjectNode object, String fieldValidation) {
        List<String> unknown = type.custom()
                ? types.schema(type)
                        .map(schema -> CustomFields.check(type, schema, object))
                        .orElse(List.of())
                : KnownFields.check(type, object);
        List<String> texts =
                unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
        if (texts.isEmpty() || fieldValidation.equals("Ignore")) {
            return List.of();
        }
        if (fieldValidation.equals("Strict")) {
            throw ApiError.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                    + type.kind() + ": strict decoding error: " + String.join(", ", texts));
        }
        return texts;
    }

    MergeSchema schema(ResourceType type) {
        if (!type.custom()) {
            return new BuiltInSchema();
        }
        return new CustomSchema(types.schema(type).orElse(Json.object()));
    }

    /** The namespace must be there and must not be going away. */
    void namespace(Target target) {
        if (!target.type().namespaced()) {
            return;
        }
        ResourceType namespaces = BuiltInTypes.kind("Namespace");
        ObjectNode namespace = objects.get(ObjectKey.of(namespaces, "", target.namespace()))
                .orElseThrow(() -> ApiError.notFound(namespaces, target.namespace()));
        if (Meta.deleting(namespace)) {
            throw ApiError.forbidden(
                    target.type(),
                    target.name(),
                    "unable to create new content in namespace " + target.namespace()
                            + " because it is being terminated");
        }
    }

    /** What only the creation of an object does. */
    void create(ResourceType type, ObjectNode object) {
        if (type.subresources().contains("status") && !type.kind().equals("Node")) {
            object.remove("status");
        }
        switch (type.kind()) {
            case "Pod" -> {
                pod(object);
                webhook.mutate(object);
                mesh.mutate(object);
            }
            case "Namespace" -> Json.child(object, "status").put("phase", "Active");
            case "PersistentVolumeClaim" -> Json.child(object, "status").put("phase", "Pending");
            case "Service" -> {
                service(object);
                Json.child(object, "status").putObject("loadBalancer");
            }
            default -> {
                // Controllers write the status of the other kinds.
            }
        }
        // Quotas count what webhooks have added, too.
        if (type.namespaced()) {
            quotas.check(type, object);
        }
    }

    private static void pod(ObjectNode pod) {
        ObjectNode spec = Json.child(pod, "spec");
        if (Json.text(spec, "serviceAccountName").isEmpty()) {
            spec.put("serviceAccountName", "default").put("serviceAccount", "default");
        }
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        for (String taint : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
            ArrayNode tolerations = spec.withArray("tolerations");
            if (tolerations.findValuesAsText("key").stream().noneMatch(taint::equals)) {
                tolerations
                        .addObject()
                        .put("effect", "NoExecute")
                        .put("key", taint)
                        .put("operator", "Exists")
                        .put("tolerationSeconds", 300);
            }
        }
        boolean requests = spec.path("containers").findValue("requests") != null;
        Json.child(pod, "status").put("phase", "Pending").put("qosClass", requests ? "Burstable" : "BestEffort");
    }

    /** Addresses are given out in order, so that the same script gets the same ones. */
    private void service(ObjectNode service) {
        ObjectNode spec = Json.child(service, "spec");
        String kind = Json.text(spec, "type");
        if (kind.equals("ExternalName")) {
            return;
        }
        Set<String> taken = new TreeSet<>();
        for (JsonNode other : objects.list(BuiltInTypes.kind("Service"), "")) {
            taken.add(Json.text(other, "spec", "clusterIP"));
            Json.at(other, "spec", "ports").forEach(port -> taken.add(Json.text(port, "nodePort")));
        }
        if (Json.text(spec, "clusterIP").isEmpty()) {
            spec.put("clusterIP", free(taken, 11, i -> "10.0." + i / 250 + "." + (i % 250 + 1)));
        }
        spec.putArray("clusterIPs").add(Json.text(spec, "clusterIP"));
        if (kind.equals("LoadBalancer") || kind.equals("NodePort")) {
            for (JsonNode port : spec.path("ports")) {
                if (!port.has("nodePort")) {
                    int nodePort = Integer.parseInt(free(taken, 30100, Integer::toString));
                    ((ObjectNode) port).put("nodePort", nodePort);
                    taken.add(Integer.toString(nodePort));
                }
            }
        }
    }

    private static String free(Set<String> taken, int from, java.util.function.IntFunction<String> name) {
        int i = from;
        while (taken.contains(name.apply(i))) {
            i++;
        }
        return name.apply(i);
    }
}
