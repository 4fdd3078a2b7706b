package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Data;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The Kubernetes versions on offer: {@code /sandbox/kubernetesVersions.json}. */
final class Versions {
    static final String OFFICIAL = "KubernetesOfficial";
    static final String LONG_TERM = "AKSLongTermSupport";

    private final Data data;

    Versions(Data data) {
        this.data = data;
    }

    List<JsonNode> minors() {
        List<JsonNode> minors = new ArrayList<>();
        data.get("kubernetesVersions").forEach(minors::add);
        return minors;
    }

    /** e.g. {@code 1.35}. */
    String defaultMinor() {
        return minors().stream()
                .filter(m -> m.path("default").asBoolean())
                .map(m -> m.path("version").asText())
                .findFirst()
                .orElseThrow();
    }

    /** The patch that a version or a minor alias stands for; empty where it is not on offer. */
    Optional<String> resolve(String version) {
        for (JsonNode minor : minors()) {
            List<String> patches = patches(minor);
            if (minor.path("version").asText().equals(version)) {
                return Optional.of(patches.get(patches.size() - 1));
            }
            if (patches.contains(version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    boolean hasPlan(String patch, String plan) {
        return minors().stream()
                .filter(m -> m.path("version").asText().equals(minorOf(patch)))
                .anyMatch(m -> plans(m).contains(plan));
    }

    boolean isPreview(String patch) {
        return minors().stream()
                .anyMatch(m -> m.path("version").asText().equals(minorOf(patch))
                        && m.path("preview").asBoolean());
    }

    /** Newer patches of the same minor and all of the next. */
    List<String> upgrades(String patch) {
        return allPatches().stream()
                .filter(candidate -> compare(candidate, patch) > 0)
                .filter(candidate -> minorNumber(candidate) <= minorNumber(patch) + 1)
                .toList();
    }

    /** Oldest first. */
    List<String> allPatches() {
        return minors().stream()
                .flatMap(m -> patches(m).stream())
                .sorted(Versions::compare)
                .toList();
    }

    static List<String> patches(JsonNode minor) {
        List<String> patches = new ArrayList<>();
        minor.path("patches").forEach(p -> patches.add(p.asText()));
        patches.sort(Versions::compare);
        return patches;
    }

    static List<String> plans(JsonNode minor) {
        List<String> plans = new ArrayList<>();
        minor.path("plans").forEach(p -> plans.add(p.asText()));
        return plans;
    }

    static String minorOf(String version) {
        String[] parts = version.split("\\.");
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    static int minorNumber(String version) {
        return Integer.parseInt(version.split("\\.")[1]);
    }

    static int compare(String one, String other) {
        return Comparator.comparingInt(Versions::minorNumber)
                .thenComparingInt(v -> v.split("\\.").length > 2 ? Integer.parseInt(v.split("\\.")[2]) : 0)
                .compare(one, other);
    }
}
