package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiError.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What cannot be changed once an object exists. */
final class Immutables {
    private static final List<String> STATEFUL_SET = List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");
    private static final Map<String, List<String>> FIELDS = Map.of(
            "Deployment", List.of("selector"),
            "ReplicaSet", List.of("selector"),
            "DaemonSet", List.of("selector"),
            "Job", List.of("selector", "template", "completionMode"),
            "PersistentVolumeClaim", List.of("accessModes", "storageClassName", "volumeMode", "selector"),
            "CustomResourceDefinition", List.of("group", "scope"));

    private Immutables() {}

    static void check(ResourceType type, JsonNode before, JsonNode after) {
        List<Cause> causes = new ArrayList<>();
        JsonNode old = before.path("spec");
        JsonNode now = after.path("spec");
        for (String field : FIELDS.getOrDefault(type.kind(), List.of())) {
            if (!old.path(field).equals(now.path(field))) {
                causes.add(invalid("spec." + field, now.path(field).toString(), "field is immutable"));
            }
        }
        switch (type.kind()) {
            case "StatefulSet" -> statefulSet(old, now, causes);
            case "Pod" -> pod(old, now, causes);
            case "StorageClass" -> storageClass(before, after, causes);
            case "ConfigMap", "Secret" -> data(before, after, causes);
            case "Service" -> service(old, now, causes);
            default -> {
                // Only the fields of the table.
            }
        }
        if (!causes.isEmpty()) {
            throw ApiError.invalid(type, Meta.name(after), causes);
        }
    }

    private static void statefulSet(JsonNode old, JsonNode now, List<Cause> causes) {
        if (!without(old, STATEFUL_SET).equals(without(now, STATEFUL_SET))) {
            String allowed = "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'";
            String message =
                    "Forbidden: updates to statefulset spec for fields other than " + allowed + " are forbidden";
            causes.add(new Cause("FieldValueForbidden", message, "spec"));
        }
    }

    private static void pod(JsonNode old, JsonNode now, List<Cause> causes) {
        if (!podCore(old).equals(podCore(now))) {
            causes.add(new Cause(
                    "FieldValueForbidden",
                    "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
                            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
                            + " (only additions to existing tolerations),`spec.terminationGracePeriodSeconds`",
                    "spec"));
        }
    }

    private static JsonNode podCore(JsonNode spec) {
        ObjectNode core =
                without(spec, List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds"));
        for (String list : List.of("containers", "initContainers")) {
            core.path(list).forEach(container -> ((ObjectNode) container).remove("image"));
        }
        return core;
    }

    private static void storageClass(JsonNode before, JsonNode after, List<Cause> causes) {
        for (String field : List.of("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")) {
            if (!before.path(field).equals(after.path(field))) {
                causes.add(
                        new Cause("FieldValueForbidden", "Forbidden: updates to " + field + " are forbidden.", field));
            }
        }
    }

    private static void data(JsonNode before, JsonNode after, List<Cause> causes) {
        boolean changed = !before.path("data").equals(after.path("data"))
                || !before.path("binaryData").equals(after.path("binaryData"))
                || !after.path("immutable").asBoolean();
        if (before.path("immutable").asBoolean() && changed) {
            String message = "Forbidden: field is immutable when `immutable` is set";
            causes.add(new Cause("FieldValueForbidden", message, "data"));
        }
    }

    private static void service(JsonNode old, JsonNode now, List<Cause> causes) {
        String before = Json.text(old, "clusterIP");
        String after = Json.text(now, "clusterIP");
        if (!before.isEmpty() && !after.isEmpty() && !before.equals(after)) {
            causes.add(invalid("spec.clusterIPs[0]", after, "may not change once set"));
        }
    }

    private static ObjectNode without(JsonNode spec, List<String> fields) {
        ObjectNode rest = spec instanceof ObjectNode object ? object.deepCopy() : Json.object();
        rest.remove(fields);
        return rest;
    }

    private static Cause invalid(String field, String value, String why) {
        return new Cause("FieldValueInvalid", "Invalid value: " + value + ": " + why, field);
    }
}
