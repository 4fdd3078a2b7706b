package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** What ready means for the objects of one kind. */
@FunctionalInterface
interface Readiness {

    /** @param object as the API server has it */
    ReadyState of(JsonNode object);

    /** Whether the controller has seen the last change; before that the status speaks of the time before. */
    static boolean isObserved(JsonNode object) {
        return object.at("/status/observedGeneration").asLong(-1)
                >= object.at("/metadata/generation").asLong(0);
    }

    /** The condition of a type; missing if there is none. */
    static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (type.equals(condition.path("type").asText())) {
                return condition;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** e.g. {@code ProgressDeadlineExceeded: ReplicaSet "web-1" has timed out progressing.}. */
    static String said(JsonNode condition) {
        String reason = condition.path("reason").asText();
        String message = condition.path("message").asText();
        return reason + (reason.isEmpty() || message.isEmpty() ? "" : ": ") + message;
    }
}
