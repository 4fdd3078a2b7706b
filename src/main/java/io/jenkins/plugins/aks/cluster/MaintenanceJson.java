package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The two shapes of a maintenance configuration's properties, to and from what they mean (azure-operations section 12). */
final class MaintenanceJson {

    private MaintenanceJson() {}

    /** {@code maintenanceWindow}: the shape of the two managed schedules. */
    static ObjectNode properties(MaintenanceWindowSpec spec) {
        ObjectNode properties = Models.object();
        ObjectNode window = properties.putObject("maintenanceWindow");
        recurrence(window.putObject("schedule"), spec.recurrence());
        window.put("durationHours", spec.hours());
        window.put("utcOffset", MaintenanceWindowSpec.offsetText(spec.offset()));
        window.put("startTime", spec.start().toString());
        spec.from().ifPresent(day -> window.put("startDate", day.toString()));
        var excluded = window.putArray("notAllowedDates");
        spec.excluded().forEach(span -> excluded.addObject()
                .put("start", span.start().toString())
                .put("end", span.end().toString()));
        return properties;
    }

    private static void recurrence(ObjectNode schedule, Recurrence recurrence) {
        if (recurrence instanceof Recurrence.Daily daily) {
            schedule.putObject("daily").put("intervalDays", daily.interval());
        } else if (recurrence instanceof Recurrence.Weekly weekly) {
            schedule.putObject("weekly")
                    .put("intervalWeeks", weekly.interval())
                    .put("dayOfWeek", Recurrence.name(weekly.day()));
        } else if (recurrence instanceof Recurrence.AbsoluteMonthly monthly) {
            schedule.putObject("absoluteMonthly")
                    .put("intervalMonths", monthly.interval())
                    .put("dayOfMonth", monthly.day());
        } else if (recurrence instanceof Recurrence.RelativeMonthly monthly) {
            schedule.putObject("relativeMonthly")
                    .put("intervalMonths", monthly.interval())
                    .put("weekIndex", Recurrence.capital(monthly.week().name()))
                    .put("dayOfWeek", Recurrence.name(monthly.day()));
        }
    }

    /** {@code timeInWeek}: the shape of the configuration {@code default} (W155). */
    static ObjectNode properties(HourSlots slots) {
        ObjectNode properties = Models.object();
        var days = properties.putArray("timeInWeek");
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Integer> hours = slots.hours().stream()
                    .filter(hour -> HourSlots.day(hour) == day)
                    .map(HourSlots::hour)
                    .toList();
            if (!hours.isEmpty()) {
                var list = days.addObject().put("day", Recurrence.name(day)).putArray("hourSlots");
                hours.forEach(list::add);
            }
        }
        var excluded = properties.putArray("notAllowedTime");
        slots.excluded().forEach(span -> excluded.addObject()
                .put("start", span.start().toString())
                .put("end", span.end().toString()));
        return properties;
    }

    /** @throws OperationException for a configuration that has neither shape */
    static MaintenanceSchedule read(JsonNode configuration) throws OperationException {
        JsonNode properties = configuration.path("properties");
        try {
            return properties.path("maintenanceWindow").isObject()
                    ? window(properties.path("maintenanceWindow"))
                    : slots(properties);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new OperationException(
                    "maintenance configuration " + configuration.path("name").asText()
                            + ": this version of the plugin cannot read its schedule (" + e.getMessage()
                            + "). Set it anew with maintenanceWindow, or delete it.",
                    e);
        }
    }

    private static MaintenanceWindowSpec window(JsonNode window) {
        String date = window.path("startDate").asText("");
        List<DateSpan> excluded = new ArrayList<>();
        for (JsonNode span : window.path("notAllowedDates")) {
            excluded.add(new DateSpan(
                    LocalDate.parse(span.path("start").asText()),
                    LocalDate.parse(span.path("end").asText())));
        }
        return new MaintenanceWindowSpec(
                recurrence(window.path("schedule")),
                LocalTime.parse(window.path("startTime").asText()),
                window.path("durationHours").asInt(),
                ZoneOffset.of(window.path("utcOffset").asText("+00:00")),
                // A template may have given a time with the date.
                date.isEmpty() || date.equals("null")
                        ? Optional.empty()
                        : Optional.of(LocalDate.parse(date.substring(0, 10))),
                List.copyOf(excluded));
    }

    private static Recurrence recurrence(JsonNode schedule) {
        if (schedule.path("daily").isObject()) {
            return new Recurrence.Daily(schedule.at("/daily/intervalDays").asInt());
        }
        if (schedule.path("weekly").isObject()) {
            return new Recurrence.Weekly(
                    schedule.at("/weekly/intervalWeeks").asInt(), day(schedule.at("/weekly/dayOfWeek")));
        }
        if (schedule.path("absoluteMonthly").isObject()) {
            return new Recurrence.AbsoluteMonthly(
                    schedule.at("/absoluteMonthly/intervalMonths").asInt(),
                    schedule.at("/absoluteMonthly/dayOfMonth").asInt());
        }
        if (schedule.path("relativeMonthly").isObject()) {
            JsonNode monthly = schedule.path("relativeMonthly");
            return new Recurrence.RelativeMonthly(
                    monthly.path("intervalMonths").asInt(),
                    Recurrence.WeekIndex.valueOf(
                            monthly.path("weekIndex").asText().toUpperCase(Locale.ROOT)),
                    day(monthly.path("dayOfWeek")));
        }
        throw new IllegalArgumentException("schedule " + schedule);
    }

    private static HourSlots slots(JsonNode properties) {
        TreeSet<Integer> hours = new TreeSet<>();
        for (JsonNode day : properties.path("timeInWeek")) {
            day.path("hourSlots").forEach(hour -> hours.add(HourSlots.number(day(day.path("day")), hour.asInt())));
        }
        List<MaintenanceTime> excluded = new ArrayList<>();
        for (JsonNode span : properties.path("notAllowedTime")) {
            excluded.add(new MaintenanceTime(
                    Instant.parse(span.path("start").asText()),
                    Instant.parse(span.path("end").asText())));
        }
        return new HourSlots(hours, List.copyOf(excluded));
    }

    private static DayOfWeek day(JsonNode name) {
        return DayOfWeek.valueOf(name.asText().toUpperCase(Locale.ROOT));
    }
}
