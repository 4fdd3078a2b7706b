package io.jenkins.plugins.aks.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.network.Enforcement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The PeerAuthentications that proxies hold to. They follow those of the API server after a while, and only while a control
 * plane tells them.
 */
public final class PeerPolicies {
    /** How long the control plane takes to tell the proxies, in simulated time. */
    public static final Duration PROPAGATION = Duration.ofSeconds(3);

    /** What a proxy makes of connections. */
    public enum Mode {
        DISABLE,
        PERMISSIVE,
        STRICT
    }

    private final JsonNode enforced;

    public PeerPolicies(ClusterView cluster) {
        this.enforced = enforcement(cluster).objects();
    }

    public static Enforcement enforcement(ClusterView cluster) {
        return Enforcement.of(cluster.store(), cluster.key(), "mesh/peers");
    }

    /** What of a PeerAuthentication counts. */
    public static ObjectNode bare(JsonNode policy) {
        ObjectNode bare = ((ObjectNode) policy).objectNode();
        ObjectNode metadata = bare.putObject("metadata");
        for (String field : List.of("namespace", "name", "creationTimestamp")) {
            metadata.set(field, policy.path("metadata").path(field));
        }
        bare.set("spec", policy.has("spec") ? policy.path("spec").deepCopy() : bare.objectNode());
        return bare;
    }

    /** The narrowest policy counts: of the workload, of its namespace, of the whole mesh; of each kind the oldest. */
    public Mode of(JsonNode pod, int port) {
        String namespace = pod.at("/metadata/namespace").asText();
        String mode = mode(oldest(Mesh.NAMESPACE, MissingNode.getInstance()), "PERMISSIVE");
        if (!namespace.equals(Mesh.NAMESPACE)) {
            mode = mode(oldest(namespace, MissingNode.getInstance()), mode);
            Optional<JsonNode> workload = oldest(namespace, pod.at("/metadata/labels"));
            mode = mode(workload, mode);
            String ofPort = workload.map(policy ->
                            policy.at("/spec/portLevelMtls/" + port + "/mode").asText())
                    .orElse("");
            mode = ofPort.isEmpty() || ofPort.equals("UNSET") ? mode : ofPort;
        }
        return Mode.valueOf(mode);
    }

    private static String mode(Optional<JsonNode> policy, String inherited) {
        String own = policy.map(found -> found.at("/spec/mtls/mode").asText()).orElse("");
        return own.isEmpty() || own.equals("UNSET") ? inherited : own;
    }

    /** @param labels of a workload; missing for a policy without a selector */
    private Optional<JsonNode> oldest(String namespace, JsonNode labels) {
        JsonNode oldest = null;
        for (JsonNode policy : enforced) {
            JsonNode selector = policy.at("/spec/selector/matchLabels");
            boolean its = policy.at("/metadata/namespace").asText().equals(namespace)
                    && (labels.isMissingNode() ? selector.isEmpty() : !selector.isEmpty() && matches(selector, labels));
            if (its && (oldest == null || age(policy).compareTo(age(oldest)) < 0)) {
                oldest = policy;
            }
        }
        return Optional.ofNullable(oldest);
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return selector.properties().stream().allMatch(wanted -> labels.path(wanted.getKey())
                .asText()
                .equals(wanted.getValue().asText()));
    }

    private static String age(JsonNode policy) {
        return policy.at("/metadata/creationTimestamp").asText();
    }
}
