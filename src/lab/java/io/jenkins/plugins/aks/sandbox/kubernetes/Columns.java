package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which columns the table of a type has. */
final class Columns {
    private static final Map<String, List<Column>> BUILT_IN = Map.ofEntries(
            Map.entry("Pod", PodColumns.COLUMNS),
            Map.entry("Deployment", WorkloadColumns.DEPLOYMENT),
            Map.entry("StatefulSet", WorkloadColumns.STATEFUL_SET),
            Map.entry("ReplicaSet", WorkloadColumns.REPLICA_SET),
            Map.entry("DaemonSet", WorkloadColumns.DAEMON_SET),
            Map.entry("Job", WorkloadColumns.JOB),
            Map.entry("CronJob", WorkloadColumns.CRON_JOB),
            Map.entry("HorizontalPodAutoscaler", WorkloadColumns.AUTOSCALER),
            Map.entry("PodDisruptionBudget", WorkloadColumns.BUDGET),
            Map.entry("Node", ClusterColumns.NODE),
            Map.entry("Namespace", ClusterColumns.NAMESPACE),
            Map.entry("Service", ClusterColumns.SERVICE),
            Map.entry("Ingress", NetworkColumns.INGRESS),
            Map.entry("NetworkPolicy", NetworkColumns.POLICY),
            Map.entry("Event", ClusterColumns.EVENT),
            Map.entry("PersistentVolumeClaim", ClusterColumns.CLAIM),
            Map.entry("PersistentVolume", ClusterColumns.VOLUME),
            Map.entry("StorageClass", ClusterColumns.STORAGE_CLASS),
            Map.entry("Secret", ClusterColumns.SECRET),
            Map.entry("ConfigMap", ClusterColumns.CONFIG_MAP),
            Map.entry("CustomResourceDefinition", ClusterColumns.DEFINITION));

    /** The status of a condition, the one filter that definitions use. */
    private static final Pattern CONDITION =
            Pattern.compile("\\.status\\.conditions\\[\\?\\(@\\.type==['\"](\\w+)['\"]\\)]\\.status");

    private Columns() {}

    /** @param printed the additional printer columns of a custom resource */
    static List<Column> of(ResourceType type, List<JsonNode> printed) {
        if (!type.custom()) {
            return BUILT_IN.getOrDefault(type.kind(), List.of(Column.NAME, Column.AGE));
        }
        List<Column> columns = new ArrayList<>(List.of(Column.NAME));
        for (JsonNode column : printed) {
            columns.add(custom(column));
        }
        if (printed.isEmpty()) {
            columns.add(Column.AGE);
        }
        return columns;
    }

    private static Column custom(JsonNode column) {
        String written = Json.text(column, "jsonPath");
        Matcher condition = CONDITION.matcher(written);
        String[] path = written.replaceFirst("^\\.", "").split("\\.");
        String type = Json.text(column, "type");
        int priority = column.path("priority").asInt();
        return new Column(Json.text(column, "name"), type, priority, (object, now) -> {
            JsonNode value = condition.matches()
                    ? Conditions.find(Json.at(object, "status", "conditions"), condition.group(1))
                            .path("status")
                    : Json.at(object, path);
            return type.equals("date") ? Ages.since(value, now) : value.asText("");
        });
    }
}
