package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which mode of mutual TLS is in force: a policy for the workload comes before one for its namespace, that before one for the
 * mesh, and of two alike the older one counts.
 */
final class PeerModes {
    static final String API = "security.istio.io/v1";
    static final String KIND = "PeerAuthentication";

    private static final String UNSET = "UNSET";

    private final List<JsonNode> policies;
    private final String root;

    /** @param root the namespace whose policy without a selector is for the whole mesh */
    PeerModes(List<JsonNode> policies, String root) {
        this.policies = policies.stream()
                .sorted(Comparator.comparing((JsonNode policy) ->
                                policy.at("/metadata/creationTimestamp").asText())
                        .thenComparing(policy -> policy.at("/metadata/name").asText()))
                .toList();
        this.root = root;
    }

    /** Empty where the cluster has no mesh. */
    static Optional<ApiResource> kind(ApiReader reader) throws OperationException, TransientException {
        return new KindCatalog(reader).find(API, KIND);
    }

    static boolean isForAll(JsonNode policy) {
        return policy.at("/spec/selector/matchLabels").isEmpty();
    }

    /**
     * {@code STRICT}, {@code PERMISSIVE} or {@code DISABLE}.
     *
     * @param pods of one workload
     * @param port of the pods, a number or a name
     */
    String of(String namespace, List<JsonNode> pods, String port) throws OperationException {
        if (!pods.isEmpty()) {
            JsonNode pod = pods.get(0);
            Optional<JsonNode> own = first(namespace, policy -> !isForAll(policy) && selects(policy, pod));
            if (own.isPresent()) {
                String ofPort = ofPort(own.get().at("/spec/portLevelMtls"), pod, port);
                String mode = ofPort.equals(UNSET) ? mode(own.get()) : ofPort;
                if (!mode.equals(UNSET)) {
                    return mode;
                }
            }
        }
        for (String each : List.of(namespace, root)) {
            String mode = first(each, PeerModes::isForAll).map(PeerModes::mode).orElse(UNSET);
            if (!mode.equals(UNSET)) {
                return mode;
            }
        }
        return "PERMISSIVE";
    }

    private static String ofPort(JsonNode ports, JsonNode pod, String port) throws OperationException {
        return ports.isEmpty()
                ? UNSET
                : ports.path(Integer.toString(PodChoice.port(pod, port)))
                        .path("mode")
                        .asText(UNSET);
    }

    private Optional<JsonNode> first(String namespace, Predicate<JsonNode> which) {
        return policies.stream()
                .filter(policy -> policy.at("/metadata/namespace").asText().equals(namespace))
                .filter(which)
                .findFirst();
    }

    private static boolean selects(JsonNode policy, JsonNode pod) {
        return policy.at("/spec/selector/matchLabels").properties().stream().allMatch(label -> label.getValue()
                .equals(pod.path("metadata").path("labels").path(label.getKey())));
    }

    private static String mode(JsonNode policy) {
        return policy.at("/spec/mtls/mode").asText(UNSET);
    }
}
