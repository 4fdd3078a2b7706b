package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ObjectEvent;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
        List<ObjectEvent> events = new ArrayList<>();
        list.path("items").forEach(event -> events.add(ObjectEvent.of(event)));
        events.sort(Comparator.comparing(ObjectEvent::instant));
        String subject =
                object.path("kind").asText() + " " + metadata.path("name").asText();
        session.log().line("Events of " + subject + ":" + (events.isEmpty() ? " none" : ""));
        events.forEach(event -> session.log()
                .line("  " + event.time() + "  " + event.type() + "  " + event.reason() + "  " + event.message()));
        return events.stream().map(ObjectEvent::asMap).toList();
    }
}
