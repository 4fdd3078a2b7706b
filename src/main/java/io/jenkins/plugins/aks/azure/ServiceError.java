package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a service says in {@code {"error": {code, message, target, details, innererror}}}.
 *
 * @param message with the messages of details and inner errors that say more
 * @param codes the code and those of details and inner errors
 */
public record ServiceError(String code, String message, String target, Set<String> codes) {
    private static final int LONGEST_MESSAGE = 4000;
    private static final int DEEPEST = 8;

    /**
     * @param error the object that holds the code, or one that holds it under {@code error}; anything else gives the fallback
     */
    public static ServiceError of(JsonNode error, String fallbackCode, String fallbackMessage) {
        JsonNode root = error.path("error").isObject() ? error.path("error") : error;
        Set<String> messages = new LinkedHashSet<>();
        Set<String> codes = new LinkedHashSet<>();
        collect(root, messages, codes, 0);
        String code = codes.isEmpty()
                ? textOf(error.path("error"), fallbackCode)
                : codes.iterator().next();
        String message = messages.isEmpty()
                ? textOf(root.path("error_description"), fallbackMessage)
                : String.join(" ", messages);
        codes.add(code);
        return new ServiceError(code, shortened(message), textOf(root.path("target"), ""), Set.copyOf(codes));
    }

    boolean hasCode(Set<String> wanted) {
        return codes.stream().anyMatch(wanted::contains);
    }

    private static void collect(JsonNode error, Set<String> messages, Set<String> codes, int depth) {
        if (!error.isObject() || depth > DEEPEST) {
            return;
        }
        String code = textOf(error.path("code"), "");
        if (!code.isEmpty()) {
            codes.add(code);
        }
        String message = textOf(error.path("message"), "").strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
        if (!message.isEmpty() && messages.stream().noneMatch(known -> known.contains(message))) {
            messages.add(depth == 0 || code.isEmpty() ? message : code + ": " + message);
        }
        for (JsonNode detail : error.path("details")) {
            collect(detail, messages, codes, depth + 1);
        }
        collect(error.path("innererror"), messages, codes, depth + 1);
    }

    private static String textOf(JsonNode node, String fallback) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : fallback;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }
}
