package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;

/**
 * How a placement's changes get to the members; null where the step does not say.
 *
 * @param maxUnavailable how many members may be without the placement while a change rolls out: a number or a percentage
 * @param maxSurge how many members more than wanted may have it meanwhile
 * @param applyType {@code ClientSideApply}, or {@code ServerSideApply}, which gives way to other field managers
 * @param coOwnership whether objects that others own are taken over in part
 */
record PlacementStrategy(String maxUnavailable, String maxSurge, String applyType, boolean coOwnership) {

    boolean isGiven() {
        return maxUnavailable != null || maxSurge != null || applyType != null || coOwnership;
    }

    void check() throws InvalidParameterException {
        share("maxUnavailable", maxUnavailable);
        share("maxSurge", maxSurge);
        if (applyType != null && !applyType.matches("ClientSideApply|ServerSideApply")) {
            throw new InvalidParameterException(
                    "applyType", applyType, "ClientSideApply or ServerSideApply", "Choose one of them.");
        }
    }

    private static void share(String parameter, String given) throws InvalidParameterException {
        if (given != null && !given.matches("\\d{1,4}|(100|\\d{1,2})%")) {
            throw new InvalidParameterException(
                    parameter, given, "a number of members, or a percentage such as 25%", "Write it in this form.");
        }
    }

    ObjectNode json() {
        ObjectNode strategy = JsonNodeFactory.instance.objectNode().put("type", "RollingUpdate");
        share(strategy, "maxUnavailable", maxUnavailable);
        share(strategy, "maxSurge", maxSurge);
        if (applyType != null) {
            strategy.withObject("/applyStrategy").put("type", applyType);
        }
        if (coOwnership) {
            strategy.withObject("/applyStrategy").put("allowCoOwnership", true);
        }
        return strategy;
    }

    private static void share(ObjectNode strategy, String field, String given) {
        if (given == null) {
            return;
        }
        ObjectNode rolling = strategy.withObject("/rollingUpdate");
        if (given.endsWith("%")) {
            rolling.put(field, given);
        } else {
            rolling.put(field, Integer.parseInt(given));
        }
    }
}
