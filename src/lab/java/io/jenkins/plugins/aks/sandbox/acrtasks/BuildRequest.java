package io.jenkins.plugins.aks.sandbox.acrtasks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@code DockerBuildRequest} asks for. */
record BuildRequest(JsonNode json) {

    String source() {
        return json.path("sourceLocation").asText();
    }

    String dockerfile() {
        return json.path("dockerFilePath").asText("Dockerfile");
    }

    boolean pushes() {
        return json.path("isPushEnabled").asBoolean(true);
    }

    Map<String, String> arguments() {
        Map<String, String> arguments = new TreeMap<>();
        for (JsonNode each : json.path("arguments")) {
            arguments.put(each.path("name").asText(), each.path("value").asText());
        }
        return arguments;
    }

    /** As {@code repository:tag}. */
    List<String> images(String host, String runId) {
        List<String> images = new ArrayList<>();
        for (JsonNode each : json.path("imageNames")) {
            String name = each.asText().replace("{{.Run.ID}}", runId).replace("{{.Run.Registry}}", host);
            String bare = name.startsWith(host + "/") ? name.substring(host.length() + 1) : name;
            images.add(bare.contains(":") ? bare : bare + ":latest");
        }
        return images;
    }
}
