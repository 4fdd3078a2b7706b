package io.jenkins.plugins.aks.sandbox.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Virtual machine sizes: {@code /sandbox/skus.json}. */
public final class Sizes {
    private final ArmContext arm;

    public Sizes(ArmContext arm) {
        this.arm = arm;
    }

    List<JsonNode> all() {
        List<JsonNode> sizes = new ArrayList<>();
        arm.data().get("skus").forEach(sizes::add);
        return sizes;
    }

    public Optional<JsonNode> find(String name) {
        return all().stream()
                .filter(s -> s.path("name").asText().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Those that the subscription may use in the location. */
    public List<String> usable(String location) {
        return all().stream()
                .filter(s -> isUsable(s, location))
                .map(s -> s.path("name").asText())
                .toList();
    }

    public boolean isUsable(JsonNode size, String location) {
        boolean offered = size.path("zones").has(location);
        for (JsonNode restriction : size.path("restrictions")) {
            offered &= !(restriction.path("type").asText().equals("Location")
                    && contains(restriction.path("locations"), location));
        }
        return offered;
    }

    /** The zones that the subscription may use; empty where the size is not offered in zones. */
    public List<String> zones(JsonNode size, String location) {
        List<String> zones = new ArrayList<>();
        size.path("zones").path(location).forEach(z -> zones.add(z.asText()));
        for (JsonNode restriction : size.path("restrictions")) {
            if (restriction.path("type").asText().equals("Zone") && contains(restriction.path("locations"), location)) {
                restriction.path("zones").forEach(z -> zones.remove(z.asText()));
            }
        }
        return zones;
    }

    static boolean contains(JsonNode list, String value) {
        for (JsonNode item : list) {
            if (item.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
