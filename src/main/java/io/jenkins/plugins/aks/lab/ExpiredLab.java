package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.Tags;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A resource group of ours whose {@code expires} tag lies in the past. */
record ExpiredLab(String name, String location, Instant expires, String buildUrl) {

    /** Empty for a group that is not ours, is managed by a service, carries no readable expiry, or is not due. */
    static Optional<ExpiredLab> of(JsonNode group, Instant now) {
        if (!Tags.isOurs(group) || group.hasNonNull("managedBy")) {
            return Optional.empty();
        }
        return Tags.expires(group)
                .filter(expires -> !expires.isAfter(now))
                .map(expires -> new ExpiredLab(
                        group.path("name").asText(),
                        group.path("location").asText(),
                        expires,
                        Tags.in(group).getOrDefault(Tags.BUILD_URL, "")));
    }

    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("name", name);
        plain.put("location", location);
        plain.put("expires", expires.toString());
        plain.put("buildUrl", buildUrl);
        return plain;
    }
}
