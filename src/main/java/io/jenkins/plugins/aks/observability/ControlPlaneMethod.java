package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;
import java.util.Optional;

/**
 * The first phase: how this cloud switches control plane metrics on. Where the provider offers an api-version that has the
 * property, by the property; else by the preview's feature flag and a write of the cluster as it is (W135 to W137).
 */
final class ControlPlaneMethod implements Operation<AksSession> {
    static final String METHOD = "method";
    static final String API_VERSION = "apiVersion";

    /** The first stable one that has {@code azureMonitorProfile.metrics.controlPlane}. */
    private static final String SINCE = "2026-04-01";

    private final ControlPlaneSpec spec;

    ControlPlaneMethod(ControlPlaneSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws OperationException, TransientException {
        requireMetrics(session);
        Optional<String> version = newest(session);
        boolean property = version.isPresent() && !spec.method().equals(ControlPlaneSpec.FEATURE);
        if (!property && spec.method().equals(ControlPlaneSpec.PROPERTY)) {
            throw new OperationException(
                    "control plane metrics: this cloud's Microsoft.ContainerService has no api-version of " + SINCE
                            + " or later, which has the property. Use method: 'feature'.",
                    Map.of("code", "NoRegisteredProviderFound"),
                    null);
        }
        session.log()
                .line("control plane metrics by the "
                        + (property ? "property of api-version " + version.get() : "preview's feature flag"));
        return Turn.done(Map.of(
                METHOD,
                property ? ControlPlaneSpec.PROPERTY : ControlPlaneSpec.FEATURE,
                API_VERSION,
                property ? version.get() : ApiVersions.CONTAINER_SERVICE));
    }

    private void requireMetrics(AksSession session) throws OperationException, TransientException {
        JsonNode cluster = session.arm()
                .find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE)
                .orElseThrow(() -> new OperationException(
                        "cluster " + spec.cluster() + " does not exist. Make it with aksCreate, or correct the name."))
                .body();
        boolean metrics =
                cluster.at("/properties/azureMonitorProfile/metrics/enabled").asBoolean();
        if (!metrics && spec.on()) {
            throw new OperationException(
                    "cluster " + spec.cluster()
                            + ": control plane metrics need managed Prometheus, which is off. Switch"
                            + " it on with aksMonitoring, then run the step again.",
                    Map.of("code", "MetricsNotEnabled", "resource", spec.clusterId()),
                    null);
        }
    }

    private Optional<String> newest(AksSession session) throws OperationException, TransientException {
        String path = "/subscriptions/" + spec.subscription() + "/providers/Microsoft.ContainerService";
        String newest = "";
        for (JsonNode type :
                session.arm().get(path, ApiVersions.RESOURCES).body().path("resourceTypes")) {
            if (type.path("resourceType").asText().equalsIgnoreCase("managedClusters")) {
                for (JsonNode version : type.path("apiVersions")) {
                    String text = version.asText();
                    boolean has = text.matches("\\d{4}-\\d{2}-\\d{2}") && text.compareTo(SINCE) >= 0;
                    newest = has && text.compareTo(newest) > 0 ? text : newest;
                }
            }
        }
        return newest.isEmpty() ? Optional.empty() : Optional.of(newest);
    }
}
