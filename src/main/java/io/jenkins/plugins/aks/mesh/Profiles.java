package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Keys that the service writes in more than one way. */
final class Profiles {
    private Profiles() {}

    /** The key as it is there; as it is given where it is not. */
    static String nameIn(JsonNode object, String name) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    static JsonNode addon(JsonNode cluster, Addon addon) {
        JsonNode profiles = cluster.at("/properties/addonProfiles");
        return profiles.path(nameIn(profiles, addon.profile()));
    }
}
