package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.WantedBody;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Endpoints, rules and associations by which Azure Monitor collects a cluster's metrics and logs (W016, W017). */
final class DataCollection {
    private static final String INSIGHTS = "/providers/Microsoft.Insights/";
    private static final String METRICS = "Microsoft-PrometheusMetrics";
    private static final String LOGS = "Microsoft-ContainerInsights-Group-Default";

    private final MonitoringSpec spec;

    DataCollection(MonitoringSpec spec) {
        this.spec = spec;
    }

    static String rules(String scope) {
        return scope + INSIGHTS + "dataCollectionRules";
    }

    static String endpoints(String scope) {
        return scope + INSIGHTS + "dataCollectionEndpoints";
    }

    static String associations(String clusterId) {
        return clusterId + INSIGHTS + "dataCollectionRuleAssociations";
    }

    static ResourceTarget target(String title, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return ResourceTarget.of(title + " " + name, path, ApiVersions.DATA_COLLECTION);
    }

    /** Extension resources of the cluster, so they wait for it as its own writes do. */
    static ResourceTarget association(String clusterId, String name) {
        return new ResourceTarget(
                "association " + name, associations(clusterId) + "/" + name, ApiVersions.DATA_COLLECTION, clusterId);
    }

    EnsureResource<AksSession> metricsEndpoint(MonitoringPlaces places) {
        ObjectNode body = Models.object().put("location", places.region(MonitoringPlaces.MONITOR));
        body.put("kind", "Linux").putObject("properties");
        return ensure(target("data collection endpoint", endpointId(places)), body);
    }

    private String endpointId(MonitoringPlaces places) {
        String name = MonitoringNames.endpoint(places.region(MonitoringPlaces.MONITOR), spec.cluster());
        return endpoints(spec.groupId()) + "/" + name;
    }

    private String metricsRuleId(MonitoringPlaces places) {
        String name = MonitoringNames.metricsRule(places.region(MonitoringPlaces.MONITOR), spec.cluster());
        return rules(spec.groupId()) + "/" + name;
    }

    private String logsRuleId(MonitoringPlaces places) {
        String name = MonitoringNames.logsRule(places.region(MonitoringPlaces.LOGS), spec.cluster());
        return rules(spec.groupId()) + "/" + name;
    }

    EnsureResource<AksSession> metricsRule(MonitoringPlaces places) {
        ObjectNode body = Models.object().put("location", places.region(MonitoringPlaces.MONITOR));
        ObjectNode properties = body.put("kind", "Linux").putObject("properties");
        properties.put("dataCollectionEndpointId", endpointId(places));
        ObjectNode source = properties
                .putObject("dataSources")
                .putArray("prometheusForwarder")
                .addObject();
        source.put("name", "PrometheusDataSource").putArray("streams").add(METRICS);
        source.putObject("labelIncludeFilter");
        properties
                .putObject("destinations")
                .putArray("monitoringAccounts")
                .addObject()
                .put("accountResourceId", places.id(MonitoringPlaces.MONITOR))
                .put("name", "MonitoringAccount1");
        flow(properties, METRICS, "MonitoringAccount1");
        return rule(metricsRuleId(places), body);
    }

    EnsureResource<AksSession> logsRule(MonitoringPlaces places) {
        ObjectNode body = Models.object().put("location", places.region(MonitoringPlaces.LOGS));
        ObjectNode properties = body.put("kind", "Linux").putObject("properties");
        ObjectNode source =
                properties.putObject("dataSources").putArray("extensions").addObject();
        source.put("name", "ContainerInsightsExtension").put("extensionName", "ContainerInsights");
        source.putArray("streams").add(LOGS);
        source.putObject("extensionSettings")
                .putObject("dataCollectionSettings")
                .put("enableContainerLogV2", true);
        properties
                .putObject("destinations")
                .putArray("logAnalytics")
                .addObject()
                .put("workspaceResourceId", places.id(MonitoringPlaces.LOGS))
                .put("name", "la-workspace");
        flow(properties, LOGS, "la-workspace");
        return rule(logsRuleId(places), body);
    }

    private static void flow(ObjectNode properties, String stream, String destination) {
        ObjectNode flow = properties.putArray("dataFlows").addObject();
        flow.putArray("streams").add(stream);
        flow.putArray("destinations").add(destination);
    }

    EnsureResource<AksSession> metricsAssociation(MonitoringPlaces places) {
        String about = "Association of data collection rule. Deleting it stops the collection of metrics.";
        return association(MonitoringNames.METRICS_ASSOCIATION, metricsRuleId(places), about);
    }

    EnsureResource<AksSession> logsAssociation(MonitoringPlaces places) {
        String about = "Association of data collection rule. Deleting it stops the collection of logs.";
        return association(MonitoringNames.LOGS_ASSOCIATION, logsRuleId(places), about);
    }

    private EnsureResource<AksSession> association(String name, String ruleId, String description) {
        return new EnsureResource<>(
                association(spec.clusterId(), name),
                AksSession.ACCESS,
                (session, current) -> {
                    ObjectNode body = Models.object();
                    body.putObject("properties").put("dataCollectionRuleId", ruleId);
                    Optional<ObjectNode> changed = WantedBody.of(current, body, Map.of());
                    current.filter(old -> changed.isPresent()).ifPresent(old -> session.log()
                            .line("association " + name + " went to "
                                    + old.at("/properties/dataCollectionRuleId").asText()));
                    changed.ifPresent(whole -> whole.withObject("/properties").put("description", description));
                    return changed;
                },
                DataCollection::result);
    }

    /** Names are cut, so clusters with long names may share a rule: one that serves others is not redirected. */
    private EnsureResource<AksSession> rule(String id, ObjectNode wanted) {
        return new EnsureResource<>(
                target("data collection rule", id),
                AksSession.ACCESS,
                (session, current) -> {
                    Optional<ObjectNode> body = WantedBody.of(current, wanted, session.tags());
                    if (current.isPresent() && body.isPresent()) {
                        requireUnshared(session, id);
                    }
                    return body;
                },
                DataCollection::result);
    }

    private void requireUnshared(AksSession session, String id) throws OperationException, TransientException {
        for (JsonNode association : session.arm().list(id + "/associations", ApiVersions.DATA_COLLECTION)) {
            String of = association.path("id").asText();
            if (!of.toLowerCase(Locale.ROOT).startsWith(spec.clusterId().toLowerCase(Locale.ROOT) + "/")) {
                throw new OperationException(
                        "data collection rule " + id.substring(id.lastIndexOf('/') + 1)
                                + " has other settings than cluster " + spec.cluster() + " needs, and serves another"
                                + " cluster too: " + of + ". Use one workspace for both, or clusters whose names differ"
                                + " within their first 40 letters.",
                        Map.of("code", "RuleIsShared", "resource", id),
                        null);
            }
        }
    }

    private static EnsureResource<AksSession> ensure(ResourceTarget target, ObjectNode wanted) {
        return new EnsureResource<>(
                target,
                AksSession.ACCESS,
                (session, current) -> WantedBody.of(current, wanted, session.tags()),
                DataCollection::result);
    }

    private static Map<String, Object> result(AksSession session, ObjectNode current, boolean changed) {
        return Map.of("id", current.path("id").asText(), "changed", changed);
    }
}
