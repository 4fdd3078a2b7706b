package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Get and list. */
final class Reads {
    /** Begins every token that was given out, so that any other is told apart. */
    private static final String TOKEN = "after:";

    private final ObjectStore objects;

    Reads(ObjectStore objects) {
        this.objects = objects;
    }

    ObjectNode get(Target target) {
        return objects.get(target.key()).orElseThrow(() -> ApiError.notFound(target.type(), target.name()));
    }

    /** What both selectors of a query let through. */
    static Predicate<JsonNode> filter(ResourceType type, Query query) {
        Predicate<JsonNode> labels = LabelSelector.parse(query.text("labelSelector"));
        return FieldSelector.parse(type, query.text("fieldSelector")).and(object -> labels.test(Meta.labels(object)));
    }

    List<ObjectNode> select(Target target, Query query) {
        Predicate<JsonNode> filter = filter(target.type(), query);
        return objects.list(target.type(), target.namespace()).stream()
                .filter(filter)
                .toList();
    }

    /** One page: the items and, where more remain, the token to go on with. */
    ObjectNode list(Target target, Query query) {
        ResourceType type = target.type();
        List<ObjectNode> all = new ArrayList<>();
        String after = position(query.text("continue"));
        for (ObjectNode object : select(target, query)) {
            if (ObjectKey.of(type, object).path().compareTo(after) > 0) {
                all.add(object);
            }
        }
        int limit = (int) Math.min(query.number("limit", 0), Integer.MAX_VALUE);
        List<ObjectNode> page = limit > 0 && all.size() > limit ? all.subList(0, limit) : all;
        ObjectNode list = Json.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        ObjectNode metadata = list.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(objects.version()));
        if (page.size() < all.size()) {
            String last = TOKEN + ObjectKey.of(type, page.get(page.size() - 1)).path();
            metadata.put("continue", Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
            metadata.put("remainingItemCount", all.size() - page.size());
        }
        ArrayNode items = list.putArray("items");
        page.forEach(object -> items.add(asItem(type, object)));
        return list;
    }

    /** The items of typed lists carry neither kind nor version; custom resources do. */
    private static ObjectNode asItem(ResourceType type, ObjectNode object) {
        if (!type.custom()) {
            object.remove(List.of("kind", "apiVersion"));
        }
        return type.asServed(object);
    }

    private static String position(String token) {
        if (token.isEmpty()) {
            return "";
        }
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("continue key is not valid: " + e.getMessage());
        }
        if (!text.startsWith(TOKEN)) {
            throw ApiError.badRequest("continue key is not valid: " + token);
        }
        return text.substring(TOKEN.length());
    }
}
