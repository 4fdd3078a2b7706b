package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.WantedBody;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
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

/** The groups of Prometheus recording rules that Azure recommends for the workspace; dashboards rely on them (W016). */
final class RecordingRules implements Operation<AksSession> {
    private static final String GROUPS = "/providers/Microsoft.AlertsManagement/prometheusRuleGroups";
    private static final String NAMES = "names";
    private static final String DONE = "done";

    private final MonitoringSpec spec;
    private final MonitoringPlaces places;

    RecordingRules(MonitoringSpec spec, MonitoringPlaces places) {
        this.spec = spec;
        this.places = places;
    }

    static String groups(String scope) {
        return scope + GROUPS;
    }

    static ResourceTarget target(String groupId, String name) {
        return ResourceTarget.of("rule group " + name, groups(groupId) + "/" + name, ApiVersions.RULE_GROUPS);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Map<String, JsonNode> wanted = recommended(session);
        journal.put(NAMES, String.join("\n", wanted.keySet()));
        boolean changed = false;
        for (Map.Entry<String, JsonNode> group : wanted.entrySet()) {
            Journal own = journal.scope(group.getKey());
            if (own.get(DONE).isEmpty()) {
                Turn turn = ensure(group.getKey(), group.getValue()).advance(session, own);
                if (turn instanceof Turn.Again) {
                    return turn;
                }
                own.put(DONE, String.valueOf(((Turn.Done) turn).result().get("changed")));
            }
            changed |= own.get(DONE).filter("true"::equals).isPresent();
        }
        if (wanted.isEmpty()) {
            session.log().line("Azure recommends no recording rules for this workspace: none are made");
        }
        return Turn.done(Map.of("names", new ArrayList<>(wanted.keySet()), "changed", changed));
    }

    /** With {@code delete}, the groups that this run made go away again. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        List<String> left = new ArrayList<>();
        for (String name : journal.get(NAMES).orElse("").split("\n", -1)) {
            Journal own = journal.scope(name);
            if (!name.isEmpty() && EnsureResource.wrote(own)) {
                Turn turn = ensure(name, Models.object()).abort(session, own, how);
                if (turn instanceof Turn.Again) {
                    return turn;
                }
                left.add(String.valueOf(((Turn.Done) turn).result().get(LEFT)));
            }
        }
        return Operation.left(left.isEmpty() ? "no rule group was made" : String.join(", ", left));
    }

    private EnsureResource<AksSession> ensure(String name, JsonNode rules) {
        String region = places.region(MonitoringPlaces.MONITOR);
        ObjectNode body = Models.object().put("location", region);
        ObjectNode properties = body.putObject("properties");
        ArrayNode scopes = properties.putArray("scopes");
        scopes.add(places.id(MonitoringPlaces.MONITOR)).add(spec.clusterId());
        boolean windows = name.toLowerCase(Locale.ROOT)
                .substring(0, Math.max(0, name.length() - spec.cluster().length()))
                .contains("win");
        properties
                .put("clusterName", spec.cluster())
                .put("enabled", !windows || spec.windowsRules())
                .put("interval", "PT1M");
        properties.set("rules", rules);
        return new EnsureResource<>(
                target(spec.groupId(), name),
                AksSession.ACCESS,
                (session, current) -> {
                    requireRegion(name, current, region);
                    return WantedBody.of(current, body, session.tags());
                },
                (session, current, changed) -> Map.of("changed", changed));
    }

    /** The name of a group does not say its region, and a group can't move. */
    private static void requireRegion(String name, Optional<ObjectNode> current, String region)
            throws OperationException {
        String there = current.map(group -> group.path("location").asText()).orElse(region);
        if (!there.equalsIgnoreCase(region)) {
            throw new OperationException(
                    "rule group " + name + " is in " + there + ", and the Azure Monitor workspace in " + region
                            + ": it is of an earlier workspace and can't move. Delete it (aksMonitoring(state: 'off')"
                            + " does), then run the step again.",
                    Map.of("code", "InvalidResourceLocation", "ruleGroup", name),
                    null);
        }
    }

    /** The rules of each recommended group of recording rules, by the name that the group gets. */
    private Map<String, JsonNode> recommended(AksSession session) throws OperationException, TransientException {
        String path =
                places.id(MonitoringPlaces.MONITOR) + "/providers/Microsoft.AlertsManagement/alertRuleRecommendations";
        Map<String, JsonNode> groups = new LinkedHashMap<>();
        for (JsonNode item : session.arm().list(path, ApiVersions.RULE_RECOMMENDATIONS)) {
            JsonNode rules = item.at("/properties/rulesArmTemplate/resources/0/properties/rules");
            if (isRuleGroup(item) && onlyRecords(rules)) {
                groups.put(MonitoringNames.ruleGroup(item.path("name").asText(), spec.cluster()), rules);
            }
        }
        return groups;
    }

    private static boolean isRuleGroup(JsonNode item) {
        return item.at("/properties/alertRuleType")
                .asText()
                .equalsIgnoreCase("Microsoft.AlertsManagement/prometheusRuleGroups");
    }

    static boolean onlyRecords(JsonNode rules) {
        for (JsonNode rule : rules) {
            if (!rule.path("record").isTextual() || !rule.path("expression").isTextual()) {
                return false;
            }
        }
        return !rules.isEmpty();
    }
}
