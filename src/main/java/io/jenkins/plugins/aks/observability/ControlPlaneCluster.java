package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ClusterChange;

/**
 * The cluster collects metrics of its control plane: by the property, or by one write of it as it is after the feature was
 * registered. That write leaves a tag, so that the next run knows that it was made (W137).
 */
final class ControlPlaneCluster extends ClusterChange {
    static final String TAG = "control-plane-metrics";
    static final String FEATURE = "AzureMonitorMetricsControlPlanePreview";

    private static final String PROPERTY = "/properties/azureMonitorProfile/metrics/controlPlane/enabled";

    private final ControlPlaneSpec spec;
    private final boolean property;

    /** @param apiVersion one that has the property, where that is the method */
    ControlPlaneCluster(ControlPlaneSpec spec, boolean property, String apiVersion) {
        super(
                new ResourceTarget("cluster " + spec.cluster(), spec.clusterId(), apiVersion, spec.clusterId()),
                spec.cluster());
        this.spec = spec;
        this.property = property;
    }

    @Override
    protected boolean change(AksSession session, ObjectNode found, ObjectNode body) {
        return property ? byProperty(session, body) : byFeature(session, body);
    }

    private boolean byProperty(AksSession session, ObjectNode body) {
        if (body.at(PROPERTY).asBoolean() == spec.on()) {
            return false;
        }
        session.log()
                .line("cluster " + spec.cluster() + ": switching control plane metrics " + (spec.on() ? "on" : "off"));
        ResourceUpdate.set(body, PROPERTY, BooleanNode.valueOf(spec.on()));
        return true;
    }

    private boolean byFeature(AksSession session, ObjectNode body) {
        if (body.path("tags").path(TAG).asText().equals(FEATURE)) {
            return false;
        }
        session.log().line("cluster " + spec.cluster() + ": writing it once as it is, so that it takes the feature");
        body.withObject("/tags").put(TAG, FEATURE);
        return true;
    }
}
