package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cluster says of an object.
 *
 * @param time when it was seen last, as the cluster writes it
 * @param type {@code Normal} or {@code Warning}
 */
public record ObjectEvent(String time, String type, String reason, String message, int count) {

    public static ObjectEvent of(JsonNode event) {
        return new ObjectEvent(
                time(event),
                event.path("type").asText(),
                event.path("reason").asText(),
                event.path("message").asText(),
                event.at("/series/count").asInt(event.path("count").asInt(1)));
    }

    /** The reason and message of the last warning about a pod; empty where there is none. */
    public static String latestWarning(ApiReader reader, String namespace, String pod)
            throws OperationException, TransientException {
        String selector = "involvedObject.kind=Pod,involvedObject.name=" + pod;
        String path = "api/v1/namespaces/" + namespace + "/events?fieldSelector="
                + URLEncoder.encode(selector, StandardCharsets.UTF_8);
        ObjectEvent last = null;
        for (JsonNode each : new LiveObjects(reader).one(path).path("items")) {
            ObjectEvent event = of(each);
            boolean later = last == null || !event.instant().isBefore(last.instant());
            if (event.type().equals("Warning") && later) {
                last = event;
            }
        }
        return last == null ? "" : last.reason() + ": " + last.message();
    }

    /** Of two events in one second one may be written with its microseconds, so text does not sort. */
    public Instant instant() {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** As steps return it. */
    public Map<String, Object> asMap() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("time", time);
        plain.put("type", type);
        plain.put("reason", reason);
        plain.put("message", message);
        plain.put("count", count);
        return plain;
    }

    private static String time(JsonNode event) {
        String repeated = event.at("/series/lastObservedTime").asText();
        if (!repeated.isEmpty()) {
            return repeated;
        }
        for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
            if (!event.path(field).asText("null").equals("null")) {
                return event.path(field).asText();
            }
        }
        return event.at("/metadata/creationTimestamp").asText();
    }
}
