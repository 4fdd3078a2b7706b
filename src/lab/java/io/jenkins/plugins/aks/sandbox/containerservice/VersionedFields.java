package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;

/** Fields of a cluster that mean something from one api-version on. */
final class VersionedFields {
    private static final String SINCE = "2026-04-01";
    private static final String METRICS = "/properties/azureMonitorProfile/metrics";
    private static final String CONTROL_PLANE = "controlPlane";

    private VersionedFields() {}

    /** Before that version the control plane's metrics are unknown; from it on a node image rolls a pool back. */
    static void check(ArmCall call) {
        ObjectNode body = call.body();
        if (isNew(call)) {
            for (JsonNode pool : body.at("/properties/agentPoolProfiles")) {
                if (pool.hasNonNull("nodeImageVersion")) {
                    throw new ArmRefusal(
                            400,
                            "InvalidParameter",
                            "Rolling back agent pool '" + pool.path("name").asText() + "' to node image version '"
                                    + pool.path("nodeImageVersion").asText()
                                    + "' is not possible: it is not among the recently used versions.",
                            "agentPoolProfile.nodeImageVersion");
                }
            }
        } else if (body.at(METRICS).has(CONTROL_PLANE)) {
            throw new ArmRefusal(
                    400,
                    "UnmarshalError",
                    "The request content was invalid and could not be deserialized: 'unknown field"
                            + " 'properties.azureMonitorProfile.metrics." + CONTROL_PLANE + "''.");
        }
    }

    /** What an older version can't express it does not show. */
    static ObjectNode shown(ArmCall call, ObjectNode cluster) {
        if (!isNew(call) && cluster.at(METRICS) instanceof ObjectNode metrics) {
            metrics.remove(CONTROL_PLANE);
        }
        return cluster;
    }

    private static boolean isNew(ArmCall call) {
        return call.request().query("api-version").orElse("").compareTo(SINCE) >= 0;
    }
}
