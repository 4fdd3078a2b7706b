package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** {@code metadata.name=x,status.phase!=Running}; only the fields that the real server indexes. */
final class FieldSelector {
    private static final Set<String> EVERYWHERE = Set.of("metadata.name", "metadata.namespace");
    private static final Map<String, Set<String>> BY_KIND = Map.of(
            "Pod",
            Set.of(
                    "spec.nodeName",
                    "status.phase",
                    "spec.restartPolicy",
                    "spec.serviceAccountName",
                    "spec.schedulerName",
                    "status.podIP",
                    "status.nominatedNodeName"),
            "Node",
            Set.of("spec.unschedulable"),
            "Namespace",
            Set.of("status.phase"),
            "Secret",
            Set.of("type"),
            "Event",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.name",
                    "involvedObject.namespace",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "type",
                    "source",
                    "reportingComponent"));

    private FieldSelector() {}

    static Predicate<JsonNode> parse(ResourceType type, String query) {
        Predicate<JsonNode> all = object -> true;
        for (String part : query.split(",")) {
            if (!part.isBlank()) {
                all = all.and(requirement(type, part.strip()));
            }
        }
        return all;
    }

    private static Predicate<JsonNode> requirement(ResourceType type, String part) {
        boolean not = part.contains("!=");
        String[] sides = part.split(not ? "!=" : "==?", 2);
        if (sides.length != 2) {
            throw ApiError.badRequest("invalid selector: '" + part + "'; can't understand '" + part + "'");
        }
        String field = sides[0].strip();
        String value = sides[1].strip();
        if (!EVERYWHERE.contains(field)
                && !BY_KIND.getOrDefault(type.kind(), Set.of()).contains(field)) {
            throw ApiError.badRequest("field label not supported: " + field);
        }
        String[] path = field.split("\\.");
        return object -> text(object, field, path).equals(value) != not;
    }

    private static String text(JsonNode object, String field, String[] path) {
        if (field.equals("spec.unschedulable")) {
            return Boolean.toString(Json.at(object, path).asBoolean());
        }
        return Json.text(object, path);
    }
}
