package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first phase of switching monitoring off: what of it there is. Found by names, scopes and the cluster's associations,
 * so that a run which was interrupted is finished by the next one. What does not carry our tag, or serves another cluster
 * as well, is kept.
 */
final class MonitoringRemains implements Operation<AksSession> {
    static final String CLUSTER_EXISTS = "clusterExists";
    static final String ASSOCIATIONS = "associations";
    static final String RULES = "rules";
    static final String ENDPOINTS = "endpoints";
    static final String RULE_GROUPS = "ruleGroups";
    static final String KEPT = "kept";
    static final String WORKSPACE = "workspaceId";
    static final String SHARED = "workspaceIsShared";

    private final MonitoringSpec spec;

    MonitoringRemains(MonitoringSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws OperationException, TransientException {
        Arm arm = session.arm();
        List<String> kept = new ArrayList<>();
        Optional<JsonNode> cluster =
                arm.find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE).map(answer -> answer.body());
        if (cluster.isPresent()) {
            Aks.requireRunning(cluster.get(), spec.cluster());
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put(CLUSTER_EXISTS, cluster.isPresent());
        found.put(ASSOCIATIONS, cluster.isPresent() ? associations(arm) : List.of());
        List<JsonNode> all = arm.list(DataCollection.rules(spec.groupId()), ApiVersions.DATA_COLLECTION);
        List<JsonNode> rules = all.stream().filter(this::isOfCluster).toList();
        List<String> deletable = deletable(arm, rules, kept);
        found.put(RULES, deletable);
        found.put(ENDPOINTS, spec.metrics() ? endpoints(arm, used(all, deletable), kept) : List.of());
        found.put(RULE_GROUPS, spec.metrics() ? ruleGroups(arm, kept) : List.of());
        found.put(WORKSPACE, workspace(rules));
        found.put(SHARED, isShared(arm, workspace(rules), rules));
        found.put(KEPT, kept);
        kept.forEach(each -> session.log().line("kept: " + each));
        return Turn.done(found);
    }

    private List<String> associations(Arm arm) throws OperationException, TransientException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode each : arm.list(DataCollection.associations(spec.clusterId()), ApiVersions.DATA_COLLECTION)) {
            String name = each.path("name").asText();
            boolean metrics = spec.metrics() && name.equals(MonitoringNames.METRICS_ASSOCIATION);
            boolean logs = spec.logs() && name.equals(MonitoringNames.LOGS_ASSOCIATION);
            if (metrics || logs) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }

    /** Whether the rule's name is the one that its own region and the cluster give. */
    private boolean isOfCluster(JsonNode rule) {
        String name = rule.path("name").asText();
        String region = region(rule);
        boolean metrics = spec.metrics() && name.equalsIgnoreCase(MonitoringNames.metricsRule(region, spec.cluster()));
        boolean logs = spec.logs() && name.equalsIgnoreCase(MonitoringNames.logsRule(region, spec.cluster()));
        return metrics || logs;
    }

    /** The endpoints of the rules that stay, in lower case: a cut name may be that of other clusters' endpoint as well. */
    private static Set<String> used(List<JsonNode> rules, List<String> deleted) {
        Set<String> used = new TreeSet<>();
        for (JsonNode rule : rules) {
            if (!deleted.contains(rule.path("name").asText())) {
                used.add(
                        rule.at("/properties/dataCollectionEndpointId").asText().toLowerCase(Locale.ROOT));
            }
        }
        return used;
    }

    private List<String> deletable(Arm arm, List<JsonNode> rules, List<String> kept)
            throws OperationException, TransientException {
        List<String> names = new ArrayList<>();
        for (JsonNode rule : rules) {
            String name = rule.path("name").asText();
            String others = others(arm, rule.path("id").asText());
            if (!others.isEmpty()) {
                kept.add("data collection rule " + name + ", which serves " + others + " too");
            } else if (isOurs("data collection rule " + name, rule, kept)) {
                names.add(name);
            }
        }
        return names;
    }

    private String others(Arm arm, String rule) throws OperationException, TransientException {
        String own = spec.clusterId().toLowerCase(Locale.ROOT) + "/";
        for (JsonNode association : arm.list(rule + "/associations", ApiVersions.DATA_COLLECTION)) {
            String id = association.path("id").asText();
            if (!id.toLowerCase(Locale.ROOT).startsWith(own)) {
                return id;
            }
        }
        return "";
    }

    private List<String> endpoints(Arm arm, Set<String> used, List<String> kept)
            throws OperationException, TransientException {
        List<String> names = new ArrayList<>();
        for (JsonNode endpoint : arm.list(DataCollection.endpoints(spec.groupId()), ApiVersions.DATA_COLLECTION)) {
            String name = endpoint.path("name").asText();
            boolean matches = name.equalsIgnoreCase(MonitoringNames.endpoint(region(endpoint), spec.cluster()));
            String title = "data collection endpoint " + name;
            if (matches && used.contains(endpoint.path("id").asText().toLowerCase(Locale.ROOT))) {
                kept.add(title + ", which another rule uses");
            } else if (matches && isOurs(title, endpoint, kept)) {
                names.add(name);
            }
        }
        return names;
    }

    private List<String> ruleGroups(Arm arm, List<String> kept) throws OperationException, TransientException {
        List<String> names = new ArrayList<>();
        for (JsonNode group : arm.list(RecordingRules.groups(spec.groupId()), ApiVersions.RULE_GROUPS)) {
            String name = group.path("name").asText();
            boolean about = false;
            for (JsonNode scope : group.at("/properties/scopes")) {
                about |= scope.asText().equalsIgnoreCase(spec.clusterId());
            }
            boolean records = RecordingRules.onlyRecords(group.at("/properties/rules"));
            if (about && records && isOurs("rule group " + name, group, kept)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean isOurs(String title, JsonNode resource, List<String> kept) {
        boolean ours = Tags.isOurs(resource);
        if (!ours) {
            kept.add(title + ", which was not made by this plugin ("
                    + resource.path("id").asText() + ")");
        }
        return ours;
    }

    /** The Monitor workspace that the cluster's metrics go to; empty if no rule says. */
    private static String workspace(List<JsonNode> rules) {
        return rules.stream()
                .map(rule -> rule.at("/properties/destinations/monitoringAccounts/0/accountResourceId")
                        .asText(""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Whether rules of other clusters send to the workspace; its own default rule has no source. */
    private boolean isShared(Arm arm, String workspace, List<JsonNode> own)
            throws OperationException, TransientException {
        if (workspace.isEmpty() || spec.grafana() == null) {
            return true;
        }
        String subscription = spec.clusterId().substring(0, spec.clusterId().indexOf("/resourceGroups/"));
        for (JsonNode rule : arm.list(DataCollection.rules(subscription), ApiVersions.DATA_COLLECTION)) {
            boolean other = own.stream().noneMatch(mine -> mine.path("id")
                    .asText()
                    .equalsIgnoreCase(rule.path("id").asText()));
            boolean collects =
                    !rule.at("/properties/dataSources/prometheusForwarder").isEmpty();
            boolean here = rule.at("/properties/destinations/monitoringAccounts/0/accountResourceId")
                    .asText()
                    .equalsIgnoreCase(workspace);
            if (other && collects && here) {
                return true;
            }
        }
        return false;
    }

    private static String region(JsonNode resource) {
        return resource.path("location").asText().replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
