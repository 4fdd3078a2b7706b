package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Data;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The regions: {@code /sandbox/locations.json}. */
public final class Locations {
    private final Data data;

    Locations(Data data) {
        this.data = data;
    }

    /** {@code West Europe} becomes {@code westeurope}. */
    public static String normalize(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        data.get("locations").forEach(l -> names.add(l.path("name").asText()));
        return names;
    }

    Optional<JsonNode> find(String location) {
        for (JsonNode candidate : data.get("locations")) {
            if (candidate.path("name").asText().equals(normalize(location))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** @return the normalized name */
    public String require(String location, String type) {
        if (location == null || location.isBlank()) {
            throw new ArmRefusal(400, "LocationRequired", "The location property is required for this definition.");
        }
        return find(location)
                .map(l -> l.path("name").asText())
                .orElseThrow(() -> new ArmRefusal(
                        400,
                        "LocationNotAvailableForResourceType",
                        "The provided location '" + location + "' is not available for resource type '" + type
                                + "'. List of available regions for the resource type is '"
                                + String.join(",", names()) + "'."));
    }
}
