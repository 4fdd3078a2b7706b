package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code kubectl get} shows of nodes, services and the other kinds that make no pods. */
final class ClusterColumns {
    static final List<Column> NODE = List.of(
            Column.NAME,
            Column.text("Status", (node, now) -> nodeStatus(node)),
            Column.text("Roles", (node, now) -> "<none>"),
            Column.AGE,
            Column.field("Version", "", "status", "nodeInfo", "kubeletVersion"),
            Column.wide("Internal-IP", (node, now) -> address(node, "InternalIP")),
            Column.wide("External-IP", (node, now) -> address(node, "ExternalIP")),
            Column.wideField("OS-Image", "<unknown>", "status", "nodeInfo", "osImage"),
            Column.wideField("Kernel-Version", "<unknown>", "status", "nodeInfo", "kernelVersion"),
            Column.wideField("Container-Runtime", "<unknown>", "status", "nodeInfo", "containerRuntimeVersion"));
    static final List<Column> NAMESPACE =
            List.of(Column.NAME, Column.field("Status", "", "status", "phase"), Column.AGE);
    static final List<Column> SERVICE = List.of(
            Column.NAME,
            Column.field("Type", "", "spec", "type"),
            Column.field("Cluster-IP", "<none>", "spec", "clusterIP"),
            Column.text("External-IP", (service, now) -> externalIp(service)),
            Column.text("Port(s)", (service, now) -> ports(service)),
            Column.AGE,
            Column.wide("Selector", (service, now) -> WorkloadColumns.labels(Json.at(service, "spec", "selector"))));
    static final List<Column> EVENT = List.of(
            Column.text("Last Seen", (event, now) -> Ages.since(event.path("lastTimestamp"), now)),
            Column.field("Type", "", "type"),
            Column.field("Reason", "", "reason"),
            Column.text(
                    "Object",
                    (event, now) -> Json.text(event, "involvedObject", "kind").toLowerCase(java.util.Locale.ROOT) + "/"
                            + Json.text(event, "involvedObject", "name")),
            Column.field("Message", "", "message"));
    static final List<Column> CLAIM = List.of(
            Column.NAME,
            Column.field("Status", "", "status", "phase"),
            Column.field("Volume", "", "spec", "volumeName"),
            Column.field("Capacity", "", "status", "capacity", "storage"),
            Column.text(
                    "Access Modes",
                    (claim, now) -> String.join(",", Json.texts(Json.at(claim, "spec", "accessModes")))),
            Column.field("StorageClass", "", "spec", "storageClassName"),
            Column.AGE);
    static final List<Column> VOLUME = List.of(
            Column.NAME,
            Column.field("Capacity", "", "spec", "capacity", "storage"),
            Column.text(
                    "Access Modes",
                    (volume, now) -> String.join(",", Json.texts(Json.at(volume, "spec", "accessModes")))),
            Column.field("Reclaim Policy", "", "spec", "persistentVolumeReclaimPolicy"),
            Column.field("Status", "", "status", "phase"),
            Column.text(
                    "Claim",
                    (volume, now) -> Json.text(volume, "spec", "claimRef", "namespace") + "/"
                            + Json.text(volume, "spec", "claimRef", "name")),
            Column.field("StorageClass", "", "spec", "storageClassName"),
            Column.AGE);
    static final List<Column> STORAGE_CLASS = List.of(
            Column.text("Name", (object, now) -> Meta.name(object) + (isDefaultClass(object) ? " (default)" : "")),
            Column.field("Provisioner", "", "provisioner"),
            Column.field("ReclaimPolicy", "", "reclaimPolicy"),
            Column.field("VolumeBindingMode", "", "volumeBindingMode"),
            Column.text(
                    "AllowVolumeExpansion",
                    (object, now) ->
                            Boolean.toString(object.path("allowVolumeExpansion").asBoolean())),
            Column.AGE);
    static final List<Column> SECRET = List.of(
            Column.NAME,
            Column.field("Type", "", "type"),
            Column.text("Data", (object, now) -> object.path("data").size()),
            Column.AGE);
    static final List<Column> CONFIG_MAP = List.of(
            Column.NAME,
            Column.text("Data", (object, now) -> object.path("data").size()),
            Column.AGE);
    static final List<Column> DEFINITION =
            List.of(Column.NAME, Column.field("Created At", "", "metadata", "creationTimestamp"));

    private ClusterColumns() {}

    private static boolean isDefaultClass(JsonNode storageClass) {
        return Json.text(storageClass, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class")
                .equals("true");
    }

    private static String nodeStatus(JsonNode node) {
        String status = "Unknown";
        for (JsonNode condition : Json.at(node, "status", "conditions")) {
            if (Json.text(condition, "type").equals("Ready")) {
                status = Json.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        return status + (Json.at(node, "spec", "unschedulable").asBoolean() ? ",SchedulingDisabled" : "");
    }

    private static String address(JsonNode node, String type) {
        for (JsonNode address : Json.at(node, "status", "addresses")) {
            if (Json.text(address, "type").equals(type)) {
                return Json.text(address, "address");
            }
        }
        return "<none>";
    }

    private static String externalIp(JsonNode service) {
        String type = Json.text(service, "spec", "type");
        if (type.equals("ExternalName")) {
            return Json.text(service, "spec", "externalName");
        }
        String ip =
                Json.text(Json.at(service, "status", "loadBalancer", "ingress").path(0), "ip");
        return !ip.isEmpty() ? ip : type.equals("LoadBalancer") ? "<pending>" : "<none>";
    }

    private static String ports(JsonNode service) {
        List<String> texts = new ArrayList<>();
        for (JsonNode port : Json.at(service, "spec", "ports")) {
            String node = port.has("nodePort") ? ":" + port.path("nodePort").asText() : "";
            texts.add(port.path("port").asText() + node + "/" + Json.text(port, "protocol"));
        }
        return Column.or(String.join(",", texts), "<none>");
    }
}
