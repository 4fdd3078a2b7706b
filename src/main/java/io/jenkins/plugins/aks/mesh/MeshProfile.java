package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster's {@code serviceMeshProfile}: what is read from it, and what is changed in it. */
final class MeshProfile {
    private static final String PROFILE = "/properties/serviceMeshProfile";
    private static final String GATEWAYS = PROFILE + "/istio/components/ingressGateways";
    private static final String ISTIO = "Istio";

    private MeshProfile() {}

    static ObjectNode cluster(AksSession session, String clusterId, String cluster)
            throws OperationException, TransientException {
        return session.arm()
                .find(clusterId, ApiVersions.CONTAINER_SERVICE)
                .orElseThrow(() -> absent(cluster))
                .body();
    }

    static OperationException absent(String cluster) {
        return new OperationException(
                "cluster " + cluster + " does not exist. Make it with aksCreate, or correct the name.");
    }

    static boolean isOn(JsonNode cluster) {
        return cluster.at(PROFILE + "/mode").asText().equals(ISTIO);
    }

    /** Those that run; oldest first. */
    static List<Revision> revisions(JsonNode cluster) {
        return isOn(cluster) ? Revision.sorted(cluster.at(PROFILE + "/istio/revisions")) : List.of();
    }

    /** The CA that was plugged in; empty where the mesh has one of its own. */
    static Optional<JsonNode> plugin(JsonNode cluster) {
        JsonNode plugin = cluster.at(PROFILE + "/istio/certificateAuthority/plugin");
        return plugin.isObject() ? Optional.of(plugin) : Optional.empty();
    }

    /** {@code external}, {@code internal} or both. */
    static List<String> gateways(JsonNode cluster) {
        List<String> on = new ArrayList<>();
        for (JsonNode gateway : cluster.at(GATEWAYS)) {
            if (gateway.path("enabled").asBoolean()) {
                on.add(gateway.path("mode").asText().toLowerCase(java.util.Locale.ROOT));
            }
        }
        on.sort(null);
        return on;
    }

    static void enable(ObjectNode body, String revision, Optional<PluggedCa> ca) {
        ObjectNode profile = body.withObject(PROFILE).removeAll().put("mode", ISTIO);
        ObjectNode istio = profile.putObject("istio");
        istio.putArray("revisions").add(revision);
        if (ca.isPresent()) {
            istio.putObject("certificateAuthority").set("plugin", ca.get().json());
        }
    }

    /** As {@code az aks mesh disable} does it. */
    static void disable(ObjectNode body) {
        body.withObject(PROFILE).put("mode", "Disabled");
    }

    /** @param wanted by mode; one that is there and not wanted is switched off */
    static void gateways(ObjectNode body, List<String> wanted) {
        ObjectNode components = body.withObject(PROFILE + "/istio/components");
        ArrayNode list = components.path("ingressGateways") instanceof ArrayNode present
                ? present
                : components.putArray("ingressGateways");
        List<String> missing = new ArrayList<>(wanted);
        for (JsonNode gateway : list) {
            String mode = gateway.path("mode").asText().toLowerCase(java.util.Locale.ROOT);
            ((ObjectNode) gateway).put("enabled", wanted.contains(mode));
            missing.remove(mode);
        }
        for (String mode : missing) {
            list.addObject()
                    .put("mode", Character.toUpperCase(mode.charAt(0)) + mode.substring(1))
                    .put("enabled", true);
        }
    }
}
