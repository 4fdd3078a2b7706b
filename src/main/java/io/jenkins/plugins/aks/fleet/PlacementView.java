package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the hub says of a placement in its status (W168, W169). */
record PlacementView(JsonNode placement) {
    private static final String PREFIX = "ClusterResourcePlacement";
    private static final String SCHEDULED = "Scheduled";

    /** Whether the status speaks of the placement as it is now, and not as it was before the last change. */
    boolean isCurrent() {
        JsonNode scheduled = condition(placement.at("/status/conditions"), PREFIX + SCHEDULED);
        return isCurrent(scheduled, generation())
                && !scheduled.path("status").asText().equals("Unknown");
    }

    long generation() {
        return placement.at("/metadata/generation").asLong();
    }

    static boolean isCurrent(JsonNode condition, long generation) {
        return condition.path("observedGeneration").asLong(-1) == generation;
    }

    static JsonNode condition(JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** e.g. {@code InvalidResourceSelectors: namespace x is not allowed}; empty where the selectors are good. */
    String refusal() {
        JsonNode scheduled = condition(placement.at("/status/conditions"), PREFIX + SCHEDULED);
        boolean bad = scheduled.path("status").asText().equals("False")
                && scheduled.path("reason").asText().equals("InvalidResourceSelectors");
        return bad ? said(scheduled) : "";
    }

    static String said(JsonNode condition) {
        return condition.path("reason").asText() + ": "
                + condition.path("message").asText();
    }

    /** The members that the placement picked, or wanted to, by name. */
    Map<String, MemberView> members() {
        Map<String, MemberView> members = new TreeMap<>();
        int unnamed = 0;
        for (JsonNode status : placement.at("/status/placementStatuses")) {
            String name = status.path("clusterName").asText("");
            if (name.isEmpty()) {
                unnamed++;
                name = "(member " + unnamed + " too few)";
            }
            members.put(name, new MemberView(status, generation()));
        }
        return members;
    }

    /** What is placed: group, version, kind, namespace and name of each. */
    List<JsonNode> selected() {
        List<JsonNode> selected = new ArrayList<>();
        placement.at("/status/selectedResources").forEach(selected::add);
        return selected;
    }

    static String subject(JsonNode resource) {
        String namespace = resource.path("namespace").asText("");
        return resource.path("kind").asText() + " " + (namespace.isEmpty() ? "" : namespace + "/")
                + resource.path("name").asText();
    }
}
