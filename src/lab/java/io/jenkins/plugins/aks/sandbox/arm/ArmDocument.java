package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;

/**
 * A resource with what the service knows of it beyond what it shows.
 *
 * @param resource as clients see it
 * @param internal never shown
 */
public record ArmDocument(String id, ObjectNode resource, ObjectNode internal) {

    public static ArmDocument of(String id, String name, String type) {
        ObjectNode resource = Json.object().put("id", id).put("name", name).put("type", type);
        return new ArmDocument(id, resource, Json.object());
    }

    public ObjectNode properties() {
        return resource.withObjectProperty("properties");
    }

    public String name() {
        return resource.path("name").asText();
    }

    public String state() {
        return resource.path("properties").path("provisioningState").asText();
    }

    public void state(String value) {
        properties().put("provisioningState", value);
    }

    public boolean isFinal() {
        return switch (state()) {
            case "Succeeded", "Failed", "Canceled" -> true;
            default -> false;
        };
    }

    public String etag() {
        return internal.path("etag").asText();
    }
}
