package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * For kinds that say themselves how they are: a condition of one of the types has to be True. An object without any is
 * ready, unless the kind is known to get one.
 */
final class ConditionReadiness implements Readiness {

    /** What custom resources call it, by convention. */
    static final ConditionReadiness USUAL = new ConditionReadiness(false, "Ready", "Available");

    private final boolean comes;
    private final List<String> types;

    /** @param comes whether the condition always comes, so that its absence means not yet */
    ConditionReadiness(boolean comes, String... types) {
        this.comes = comes;
        this.types = List.of(types);
    }

    @Override
    public ReadyState of(JsonNode object) {
        for (String type : types) {
            JsonNode condition = Readiness.condition(object, type);
            if (!condition.isMissingNode()) {
                boolean met = condition.path("status").asText().equals("True");
                String said = Readiness.said(condition);
                return ReadyState.ready(met, "condition " + type + (said.isEmpty() ? "" : " (" + said + ")"));
            }
        }
        return ReadyState.ready(!comes, "condition " + types.get(0));
    }
}
