package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.Map;
import java.util.Set;

/** What the service accepts as a maintenance configuration. */
final class MaintenanceRules {
    static final String DEFAULT = "default";

    private static final Set<String> NAMES =
            Set.of(DEFAULT, "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule");
    private static final Map<String, String> INTERVALS = Map.of(
            "daily", "intervalDays",
            "weekly", "intervalWeeks",
            "absoluteMonthly", "intervalMonths",
            "relativeMonthly", "intervalMonths");
    private static final Map<String, Integer> MOST =
            Map.of("daily", 7, "weekly", 4, "absoluteMonthly", 6, "relativeMonthly", 6);

    private MaintenanceRules() {}

    static void check(String name, JsonNode properties) {
        if (!NAMES.contains(name)) {
            throw refusal("name", "The maintenance configuration name '" + name + "' is not one of " + NAMES + ".");
        }
        boolean slots = properties.has("timeInWeek");
        boolean window = properties.has("maintenanceWindow");
        if (slots == window) {
            throw refusal("properties", "Exactly one of timeInWeek and maintenanceWindow must be given.");
        }
        if (slots && !name.equals(DEFAULT)) {
            throw refusal("timeInWeek", "timeInWeek is only allowed for the configuration 'default'.");
        }
        if (slots) {
            checkSlots(properties);
        } else {
            checkWindow(name, properties.path("maintenanceWindow"));
        }
    }

    private static void checkSlots(JsonNode properties) {
        for (JsonNode day : properties.path("timeInWeek")) {
            for (JsonNode hour : day.path("hourSlots")) {
                requireBetween("hourSlots", hour, 0, 23);
            }
        }
    }

    private static void checkWindow(String name, JsonNode window) {
        requireBetween("durationHours", window.path("durationHours"), name.equals(DEFAULT) ? 1 : 4, 24);
        if (!window.path("startTime").asText().matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw refusal("startTime", "startTime must be of the form HH:mm.");
        }
        if (window.has("utcOffset") && !window.path("utcOffset").asText().matches("[+-]\\d\\d:\\d\\d")) {
            throw refusal("utcOffset", "utcOffset must be of the form (+|-)HH:mm.");
        }
        JsonNode schedule = window.path("schedule");
        if (schedule.size() != 1) {
            throw refusal("schedule", "Exactly one of daily, weekly, absoluteMonthly, relativeMonthly must be given.");
        }
        String kind = schedule.fieldNames().next();
        if (kind.equals("daily") && !name.equals("aksManagedNodeOSUpgradeSchedule")) {
            throw refusal("schedule", "A daily schedule is only allowed for aksManagedNodeOSUpgradeSchedule.");
        }
        JsonNode details = schedule.path(kind);
        requireBetween(INTERVALS.get(kind), details.path(INTERVALS.get(kind)), 1, MOST.get(kind));
        if (kind.equals("absoluteMonthly")) {
            requireBetween("dayOfMonth", details.path("dayOfMonth"), 1, 31);
        }
        if ((kind.equals("weekly") || kind.equals("relativeMonthly")) && !details.has("dayOfWeek")) {
            throw refusal("dayOfWeek", "dayOfWeek is required.");
        }
    }

    private static void requireBetween(String field, JsonNode value, int least, int most) {
        if (value.asInt(-1) < least || value.asInt(-1) > most) {
            throw refusal(field, field + " must be between " + least + " and " + most + ", but is " + value + ".");
        }
    }

    private static ArmRefusal refusal(String target, String message) {
        return new ArmRefusal(400, "InvalidMaintenanceConfiguration", message, target);
    }
}
