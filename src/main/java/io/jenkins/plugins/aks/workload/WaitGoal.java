package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is waited for: {@code ready}, {@code deleted}, or {@code condition=Type} with an optional {@code =Status}.
 *
 * @param condition empty unless it is a condition
 */
record WaitGoal(Kind kind, String condition, String status) {

    private static final Pattern CONDITION = Pattern.compile("condition=([A-Za-z0-9./-]+)(?:=(True|False|Unknown))?");

    private enum Kind {
        READY,
        DELETED,
        CONDITION
    }

    static WaitGoal parse(String text) throws InvalidParameterException {
        if (text.equals("ready")) {
            return new WaitGoal(Kind.READY, "", "");
        }
        if (text.equals("deleted")) {
            return new WaitGoal(Kind.DELETED, "", "");
        }
        Matcher condition = CONDITION.matcher(text);
        if (condition.matches()) {
            String status = condition.group(2);
            return new WaitGoal(Kind.CONDITION, condition.group(1), status == null ? "True" : status);
        }
        throw new InvalidParameterException(
                "until",
                text,
                "ready, deleted, condition=Available, or condition=Available=False",
                "Say what to wait for.");
    }

    boolean isReady() {
        return kind == Kind.READY;
    }

    boolean isGone() {
        return kind == Kind.DELETED;
    }

    /** What is missing of the condition; empty where it is met. */
    String unmet(JsonNode live) {
        for (JsonNode each : live.at("/status/conditions")) {
            if (each.path("type").asText().equals(condition)) {
                String actual = each.path("status").asText();
                String message = each.path("message").asText(each.path("reason").asText());
                return actual.equals(status)
                        ? ""
                        : "condition " + condition + " is " + actual + (message.isEmpty() ? "" : " (" + message + ")");
            }
        }
        return "has no condition " + condition + " yet";
    }
}
