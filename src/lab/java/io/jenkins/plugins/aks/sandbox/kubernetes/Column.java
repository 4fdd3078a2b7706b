package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * One column of a table.
 *
 * @param priority 0 for always, 1 for wide output only
 */
record Column(String name, String type, int priority, BiFunction<JsonNode, Instant, Object> cell) {
    static final Column NAME = text("Name", (object, now) -> Meta.name(object));
    static final Column AGE =
            text("Age", (object, now) -> Ages.since(Json.at(object, "metadata", "creationTimestamp"), now));

    static Column text(String name, BiFunction<JsonNode, Instant, Object> cell) {
        return new Column(name, "string", 0, cell);
    }

    static Column wide(String name, BiFunction<JsonNode, Instant, Object> cell) {
        return new Column(name, "string", 1, cell);
    }

    static Column number(String name, String... path) {
        return new Column(
                name, "integer", 0, (object, now) -> Json.at(object, path).asLong());
    }

    static Column field(String name, String none, String... path) {
        return text(name, (object, now) -> or(Json.text(object, path), none));
    }

    static Column wideField(String name, String none, String... path) {
        return wide(name, (object, now) -> or(Json.text(object, path), none));
    }

    static String or(String text, String none) {
        return text.isEmpty() ? none : text;
    }
}
