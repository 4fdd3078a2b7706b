package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Data;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.ArrayList;
import java.util.List;

/** The revisions of Istio on offer, oldest first: {@code /sandbox/meshRevisions.json}. */
final class MeshRevisions {
    /** An update of the control plane leaves out one minor version at most. */
    private static final int FURTHEST_UPGRADE = 2;

    private final Data data;

    MeshRevisions(Data data) {
        this.data = data;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        data.get("meshRevisions").forEach(r -> names.add(r.path("revision").asText()));
        return names;
    }

    boolean isKnown(String revision) {
        return names().contains(revision);
    }

    /** @param minor of Kubernetes, e.g. {@code 1.35} */
    boolean isCompatible(String revision, String plan, String minor) {
        for (JsonNode each : data.get("meshRevisions")) {
            if (each.path("revision").asText().equals(revision)) {
                return texts(each.path("compatibleWith").path(plan)).contains(minor);
            }
        }
        return false;
    }

    List<String> compatible(String plan, String minor) {
        return names().stream()
                .filter(revision -> isCompatible(revision, plan, minor))
                .toList();
    }

    /** What the service takes where none is named: the one before the newest, where that is compatible. */
    String usual(String plan, String minor) {
        List<String> all = names();
        List<String> fitting = compatible(plan, minor);
        String before = all.size() < 2 ? "" : all.get(all.size() - 2);
        return fitting.contains(before) ? before : fitting.isEmpty() ? "" : fitting.get(fitting.size() - 1);
    }

    List<String> upgrades(String revision) {
        List<String> all = names();
        int at = all.indexOf(revision);
        return at < 0 ? List.of() : all.subList(at + 1, Math.min(all.size(), at + 1 + FURTHEST_UPGRADE));
    }

    /** As the service describes one. */
    ObjectNode shown(String revision) {
        ObjectNode shown = Json.object().put("revision", revision);
        upgrades(revision).forEach(shown.putArray("upgrades")::add);
        ArrayNode compatible = shown.putArray("compatibleWith");
        for (JsonNode each : data.get("meshRevisions")) {
            if (each.path("revision").asText().equals(revision)) {
                each.path("compatibleWith").properties().forEach(plan -> compatible
                        .addObject()
                        .put("name", plan.getKey())
                        .set("versions", plan.getValue()));
            }
        }
        return shown;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
