package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster collects metrics of its control plane: by the property, or by one write of it as it is after the feature was
 * registered. That write leaves a tag, so that the next run knows that it was made (W137).
 */
final class ControlPlaneCluster implements Operation<AksSession> {
    static final String TAG = "control-plane-metrics";
    static final String FEATURE = "AzureMonitorMetricsControlPlanePreview";

    private static final String PROPERTY = "/properties/azureMonitorProfile/metrics/controlPlane/enabled";

    private final ControlPlaneSpec spec;
    private final boolean property;
    private final EnsureResource<AksSession> cluster;

    /** @param apiVersion one that has the property, where that is the method */
    ControlPlaneCluster(ControlPlaneSpec spec, boolean property, String apiVersion) {
        this.spec = spec;
        this.property = property;
        this.cluster = new EnsureResource<>(
                new ResourceTarget("cluster " + spec.cluster(), spec.clusterId(), apiVersion, spec.clusterId()),
                AksSession.ACCESS,
                this::change,
                (session, current, changed) -> Map.of("changed", changed));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return cluster.advance(session, journal);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        // The cluster was there before, whatever is to become of this change.
        return cluster.abort(session, journal, how == OnAbort.DELETE ? OnAbort.CANCEL : how);
    }

    @Override
    public Optional<String> writerKey() {
        return cluster.writerKey();
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current) throws OperationException {
        ObjectNode body = ResourceUpdate.editable(current.orElseThrow(() ->
                new OperationException("cluster " + spec.cluster() + " is gone: somebody deleted it meanwhile.")));
        return property ? byProperty(session, body) : byFeature(session, body);
    }

    private Optional<ObjectNode> byProperty(AksSession session, ObjectNode body) {
        if (body.at(PROPERTY).asBoolean() == spec.on()) {
            return Optional.empty();
        }
        session.log()
                .line("cluster " + spec.cluster() + ": switching control plane metrics " + (spec.on() ? "on" : "off"));
        ResourceUpdate.set(body, PROPERTY, BooleanNode.valueOf(spec.on()));
        return Optional.of(body);
    }

    private Optional<ObjectNode> byFeature(AksSession session, ObjectNode body) {
        if (body.path("tags").path(TAG).asText().equals(FEATURE)) {
            return Optional.empty();
        }
        session.log().line("cluster " + spec.cluster() + ": writing it once as it is, so that it takes the feature");
        body.withObject("/tags").put(TAG, FEATURE);
        return Optional.of(body);
    }
}
