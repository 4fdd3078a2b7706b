package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.azure.ProviderRegistration;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The first phase: the cluster, the services and their regions, and the resource providers that all of it needs. */
final class MonitoringLookUp implements Operation<AksSession> {
    private final MonitoringSpec spec;

    MonitoringLookUp(MonitoringSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws OperationException, TransientException {
        Arm arm = session.arm();
        JsonNode cluster = cluster(arm);
        for (Map.Entry<String, TreeSet<String>> needed : namespaces().entrySet()) {
            Optional<Turn> registering =
                    ProviderRegistration.ensure(arm, session.log(), needed.getKey(), List.copyOf(needed.getValue()));
            if (registering.isPresent()) {
                return registering.get();
            }
        }
        MonitoringPlaces places = MonitoringPlaces.of(cluster);
        if (spec.metrics()) {
            places.monitor(MonitoringService.MONITOR_WORKSPACE.require(
                    arm, spec.groupId(), spec.monitorWorkspace(), "metrics: false"));
        }
        if (spec.withGrafana()) {
            grafana(session, places);
        }
        if (spec.logs()) {
            places.logs(
                    MonitoringService.LOG_WORKSPACE.require(arm, spec.groupId(), spec.logWorkspace(), "logs: false"));
        }
        return Turn.done(places.found());
    }

    private void grafana(AksSession session, MonitoringPlaces places) throws OperationException, TransientException {
        Optional<JsonNode> grafana = MonitoringService.GRAFANA.find(session.arm(), spec.groupId(), spec.grafana());
        if (grafana.isEmpty()) {
            session.log().line("the resource group has no Grafana: metrics are collected without one");
            return;
        }
        places.grafana(grafana.get());
    }

    private JsonNode cluster(Arm arm) throws OperationException, TransientException {
        Optional<ArmResponse> found = arm.find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE);
        if (found.isEmpty()) {
            throw new OperationException(
                    "cluster " + spec.cluster() + " does not exist. Make it with aksCreate, or correct the name.",
                    Map.of("code", "ResourceNotFound", "resource", spec.clusterId()),
                    null);
        }
        JsonNode cluster = found.get().body();
        Aks.requireRunning(cluster, spec.cluster());
        String type = cluster.at("/identity/type").asText("None");
        if (type.equalsIgnoreCase("None")) {
            throw new OperationException(
                    "cluster " + spec.cluster()
                            + ": monitoring needs a managed identity, and the cluster uses a service"
                            + " principal. Give it one (az aks update --enable-managed-identity), then run the step"
                            + " again.",
                    Map.of("code", "ManagedIdentityRequired", "resource", spec.clusterId()),
                    null);
        }
        return cluster;
    }

    /** By subscription: each service's own is registered where the service is. */
    private Map<String, TreeSet<String>> namespaces() {
        Map<String, TreeSet<String>> needed = new LinkedHashMap<>();
        String own = ResourceId.parse(spec.clusterId()).subscription().orElseThrow();
        add(needed, own, "Microsoft.Insights");
        if (spec.metrics()) {
            String workspace = MonitoringService.MONITOR_WORKSPACE.subscription(spec.monitorWorkspace(), own);
            for (String subscription : List.of(own, workspace)) {
                add(needed, subscription, "Microsoft.Insights");
                add(needed, subscription, "Microsoft.AlertsManagement");
            }
            add(needed, workspace, MonitoringService.MONITOR_WORKSPACE.namespace());
        }
        if (spec.withGrafana() && spec.grafana() != null) {
            add(needed, MonitoringService.GRAFANA.subscription(spec.grafana(), own), "Microsoft.Dashboard");
        }
        if (spec.logs()) {
            String workspace = MonitoringService.LOG_WORKSPACE.subscription(spec.logWorkspace(), own);
            add(needed, workspace, "Microsoft.Insights");
            add(needed, workspace, MonitoringService.LOG_WORKSPACE.namespace());
        }
        return needed;
    }

    private static void add(Map<String, TreeSet<String>> needed, String subscription, String namespace) {
        needed.computeIfAbsent(subscription, each -> new TreeSet<>()).add(namespace);
    }
}
