package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code kubectl get} shows of ingresses and network policies. */
final class NetworkColumns {
    static final List<Column> INGRESS = List.of(
            Column.NAME,
            Column.field("Class", "<none>", "spec", "ingressClassName"),
            Column.text("Hosts", (ingress, now) -> hosts(ingress)),
            Column.text(
                    "Address",
                    (ingress, now) -> Json.text(
                            Json.at(ingress, "status", "loadBalancer", "ingress")
                                    .path(0),
                            "ip")),
            Column.text(
                    "Ports", (ingress, now) -> Json.at(ingress, "spec", "tls").isEmpty() ? "80" : "80, 443"),
            Column.AGE);
    static final List<Column> POLICY = List.of(
            Column.NAME,
            Column.text(
                    "Pod-Selector",
                    (policy, now) -> WorkloadColumns.labels(Json.at(policy, "spec", "podSelector", "matchLabels"))),
            Column.AGE);

    private NetworkColumns() {}

    private static String hosts(JsonNode ingress) {
        List<String> hosts = new ArrayList<>();
        for (JsonNode rule : Json.at(ingress, "spec", "rules")) {
            if (rule.has("host")) {
                hosts.add(Json.text(rule, "host"));
            }
        }
        return Column.or(String.join(",", hosts), "*");
    }
}
