package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the hub says of a placement on one member.
 *
 * @param generation of the placement, which each condition must speak of
 */
record MemberView(JsonNode status, long generation) {
    private static final List<String> STEPS =
            List.of("Scheduled", "RolloutStarted", "Overridden", "WorkSynchronized", "Applied", "Available");

    boolean isUnscheduled() {
        return condition("Scheduled").path("status").asText().equals("False");
    }

    /** Every condition is true, and speaks of the placement as it is now. */
    boolean isGood() {
        return waitingFor().isEmpty();
    }

    /** The member itself refused something. */
    boolean isFailed() {
        JsonNode applied = condition("Applied");
        return applied.path("status").asText().equals("False") && PlacementView.isCurrent(applied, generation);
    }

    List<JsonNode> failures() {
        List<JsonNode> failures = new ArrayList<>();
        status.path("failedPlacements").forEach(failures::add);
        return failures;
    }

    /** The first condition that is not true yet; empty where all are. */
    String waitingFor() {
        for (String step : STEPS) {
            JsonNode condition = condition(step);
            String value = condition.path("status").asText("");
            if (!PlacementView.isCurrent(condition, generation)) {
                return step + " not reported yet";
            }
            if (!value.equals("True")) {
                return step + " " + value + ": " + PlacementView.said(condition);
            }
        }
        return "";
    }

    /** What the hub says of failed objects; the condition where it names none. */
    String failure() {
        List<String> texts = new ArrayList<>();
        for (JsonNode failure : failures()) {
            texts.add(PlacementView.subject(failure) + ": "
                    + failure.at("/condition/message").asText());
        }
        return texts.isEmpty() ? waitingFor() : String.join("; ", texts);
    }

    private JsonNode condition(String type) {
        return PlacementView.condition(status.path("conditions"), type);
    }
}
