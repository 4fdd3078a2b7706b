package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** Gives new objects their identity; the same requests in the same order give the same one. */
final class Births {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final Set<String> WITH_GENERATION =
            Set.of("apps", "batch", "networking.k8s.io", "policy", "apiextensions.k8s.io");

    private final String cluster;
    private final ObjectStore objects;
    private final Delays delays;

    Births(String cluster, ObjectStore objects, Delays delays) {
        this.cluster = cluster;
        this.objects = objects;
        this.delays = delays;
    }

    void stamp(ResourceType type, ObjectNode object) {
        ObjectNode metadata = Meta.of(object);
        String prefix = Json.text(metadata, "generateName");
        if (Json.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", prefix + suffix(prefix, 5));
        }
        metadata.remove(java.util.List.of(
                "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation"));
        String seed = cluster + ObjectKey.of(type, object).path() + objects.version();
        metadata.put(
                "uid",
                UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString());
        metadata.put("creationTimestamp", Meta.time(delays.now()));
        if (hasGeneration(type)) {
            metadata.put("generation", 1);
        }
    }

    static boolean hasGeneration(ResourceType type) {
        return type.custom() || WITH_GENERATION.contains(type.group());
    }

    /** A suffix for a generated name, of letters that make no words. */
    String suffix(String seed, int length) {
        return letters(cluster + seed + objects.version(), length);
    }

    static String letters(String seed, int length) {
        UUID hash = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        long bits = (hash.getLeastSignificantBits() ^ hash.getMostSignificantBits()) & Long.MAX_VALUE;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt((int) (bits % LETTERS.length())));
            bits /= LETTERS.length();
        }
        return text.toString();
    }
}
