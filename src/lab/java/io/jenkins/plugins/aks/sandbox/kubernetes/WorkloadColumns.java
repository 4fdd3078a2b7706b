package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code kubectl get} shows of what makes pods. */
final class WorkloadColumns {
    private static final Column CONTAINERS = Column.wide("Containers", (object, now) -> ofContainers(object, "name"));
    private static final Column IMAGES = Column.wide("Images", (object, now) -> ofContainers(object, "image"));
    private static final Column SELECTOR =
            Column.wide("Selector", (object, now) -> labels(Json.at(object, "spec", "selector", "matchLabels")));

    static final List<Column> DEPLOYMENT = List.of(
            Column.NAME,
            Column.text("Ready", (object, now) -> of(object, "readyReplicas")),
            Column.number("Up-to-date", "status", "updatedReplicas"),
            Column.number("Available", "status", "availableReplicas"),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            SELECTOR);
    static final List<Column> STATEFUL_SET = List.of(
            Column.NAME,
            Column.text("Ready", (object, now) -> of(object, "readyReplicas")),
            Column.AGE,
            CONTAINERS,
            IMAGES);
    static final List<Column> REPLICA_SET = List.of(
            Column.NAME,
            Column.number("Desired", "spec", "replicas"),
            Column.number("Current", "status", "replicas"),
            Column.number("Ready", "status", "readyReplicas"),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            SELECTOR);
    static final List<Column> DAEMON_SET = List.of(
            Column.NAME,
            Column.number("Desired", "status", "desiredNumberScheduled"),
            Column.number("Current", "status", "currentNumberScheduled"),
            Column.number("Ready", "status", "numberReady"),
            Column.number("Up-to-date", "status", "updatedNumberScheduled"),
            Column.number("Available", "status", "numberAvailable"),
            Column.text(
                    "Node Selector",
                    (object, now) -> labels(Json.at(object, "spec", "template", "spec", "nodeSelector"))),
            Column.AGE,
            CONTAINERS,
            IMAGES,
            SELECTOR);
    static final List<Column> BUDGET = List.of(
            Column.NAME,
            Column.field("Min Available", "N/A", "spec", "minAvailable"),
            Column.field("Max Unavailable", "N/A", "spec", "maxUnavailable"),
            Column.number("Allowed Disruptions", "status", "disruptionsAllowed"),
            Column.AGE);
    static final List<Column> JOB = List.of(
            Column.NAME,
            Column.text("Status", (object, now) -> jobStatus(object)),
            Column.text(
                    "Completions",
                    (object, now) -> Json.at(object, "status", "succeeded").asInt() + "/"
                            + Json.at(object, "spec", "completions").asInt(1)),
            Column.AGE,
            CONTAINERS,
            IMAGES);

    static final List<Column> CRON_JOB = List.of(
            Column.NAME,
            Column.field("Schedule", "", "spec", "schedule"),
            Column.field("Timezone", "<none>", "spec", "timeZone"),
            Column.text(
                    "Suspend",
                    (object, now) -> Json.at(object, "spec", "suspend").asBoolean() ? "True" : "False"),
            Column.text("Active", (object, now) -> Json.at(object, "status", "active")
                    .size()),
            Column.text("Last Schedule", (object, now) -> {
                JsonNode last = Json.at(object, "status", "lastScheduleTime");
                return last.isTextual() ? Ages.since(last, now) : "<none>";
            }),
            Column.AGE);
    static final List<Column> AUTOSCALER = List.of(
            Column.NAME,
            Column.text(
                    "Reference",
                    (object, now) -> Json.text(object, "spec", "scaleTargetRef", "kind") + "/"
                            + Json.text(object, "spec", "scaleTargetRef", "name")),
            Column.number("MinPods", "spec", "minReplicas"),
            Column.number("MaxPods", "spec", "maxReplicas"),
            Column.number("Replicas", "status", "currentReplicas"),
            Column.AGE);

    private WorkloadColumns() {}

    static String labels(JsonNode labels) {
        List<String> texts = new ArrayList<>();
        labels.properties()
                .forEach(label ->
                        texts.add(label.getKey() + "=" + label.getValue().asText()));
        return Column.or(String.join(",", texts), "<none>");
    }

    private static String of(JsonNode object, String field) {
        return Json.at(object, "status", field).asInt() + "/"
                + Json.at(object, "spec", "replicas").asInt();
    }

    private static String jobStatus(JsonNode job) {
        for (JsonNode condition : Json.at(job, "status", "conditions")) {
            if (Json.text(condition, "status").equals("True")) {
                return Json.text(condition, "type");
            }
        }
        return "Running";
    }

    private static String ofContainers(JsonNode object, String field) {
        List<String> texts = new ArrayList<>();
        Json.at(object, "spec", "template", "spec", "containers")
                .forEach(container -> texts.add(Json.text(container, field)));
        return String.join(",", texts);
    }
}
