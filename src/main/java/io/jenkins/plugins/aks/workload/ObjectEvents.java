package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of one object, oldest first, as {@code kubectl describe} shows them. */
final class ObjectEvents {

    private ObjectEvents() {}

    static List<Map<String, Object>> read(AksSession session, ApiReader reader, JsonNode object) throws IOException {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText("default");
        String selector = "involvedObject.uid=" + metadata.path("uid").asText() + ",involvedObject.name="
                + metadata.path("name").asText();
        // A node's events carry its name as uid, so they are found by name.
        if (object.path("kind").asText().equals("Node")) {
            selector = "involvedObject.kind=Node,involvedObject.name="
                    + metadata.path("name").asText();
        }
        JsonNode list = reader.get(
                "api/v1/namespaces/" + namespace + "/events?fieldSelector="
                        + URLEncoder.encode(selector, StandardCharsets.UTF_8),
                ApiReader.JSON);
        List<Map<String, Object>> events = new ArrayList<>();
        list.path("items").forEach(event -> events.add(plain(event)));
        events.sort(Comparator.comparing(event -> instant(String.valueOf(event.get("time")))));
        String subject =
                object.path("kind").asText() + " " + metadata.path("name").asText();
        session.log().line("Events of " + subject + ":" + (events.isEmpty() ? " none" : ""));
        events.forEach(event -> session.log()
                .line("  " + event.get("time") + "  " + event.get("type") + "  " + event.get("reason") + "  "
                        + event.get("message")));
        return events;
    }

    /** The reason and message of the last warning about a pod; empty where there is none. */
    static String latestWarning(ApiReader reader, String namespace, String pod)
            throws OperationException, TransientException {
        String selector = "involvedObject.kind=Pod,involvedObject.name=" + pod;
        JsonNode list = KubernetesErrors.call("read the events of pod " + namespace + "/" + pod, () -> {
            try {
                return reader.get(
                        "api/v1/namespaces/" + namespace + "/events?fieldSelector="
                                + URLEncoder.encode(selector, StandardCharsets.UTF_8),
                        ApiReader.JSON);
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
        Map<String, Object> last = Map.of();
        for (JsonNode event : list.path("items")) {
            Map<String, Object> each = plain(event);
            boolean later = last.isEmpty()
                    || !instant(String.valueOf(each.get("time"))).isBefore(instant(String.valueOf(last.get("time"))));
            if (each.get("type").equals("Warning") && later) {
                last = each;
            }
        }
        return last.isEmpty() ? "" : last.get("reason") + ": " + last.get("message");
    }

    private static Map<String, Object> plain(JsonNode event) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("time", time(event));
        plain.put("type", event.path("type").asText());
        plain.put("reason", event.path("reason").asText());
        plain.put("message", event.path("message").asText());
        plain.put("count", event.at("/series/count").asInt(event.path("count").asInt(1)));
        return plain;
    }

    /** Of two events in one second one may be written with its microseconds, so text does not sort. */
    private static Instant instant(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
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
