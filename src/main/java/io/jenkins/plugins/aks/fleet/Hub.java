package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.Optional;

/** Reads objects of a fleet's hub, or of a member, by path. */
final class Hub {
    static final String MEMBERS = "apis/cluster.kubernetes-fleet.io/v1/memberclusters";
    static final String PLACEMENTS = "apis/placement.kubernetes-fleet.io/v1/clusterresourceplacements";

    private static final int NOT_FOUND = 404;

    private final ApiReader reader;

    private Hub(ApiReader reader) {
        this.reader = reader;
    }

    /** @param id of the fleet, or of a cluster */
    static Hub of(AksSession session, String id) throws OperationException, TransientException {
        return of(session.kubernetes(id));
    }

    static Hub of(KubernetesClient client) {
        return new Hub(new ApiReader(client));
    }

    /** The MemberCluster objects. */
    JsonNode members() throws OperationException, TransientException {
        return read(MEMBERS).map(list -> list.path("items")).orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    /** @return empty where there is no such object, or no such kind */
    Optional<JsonNode> read(String path) throws OperationException, TransientException {
        return KubernetesErrors.call("read " + path, () -> {
            try {
                return Optional.of(reader.get(path, ApiReader.JSON));
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }

    /** {@code True}, {@code False} or {@code Unknown}; empty where there is no such condition. */
    static String condition(JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText();
            }
        }
        return "";
    }
}
