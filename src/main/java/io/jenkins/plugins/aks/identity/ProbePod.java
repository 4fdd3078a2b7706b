package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import java.util.Map;
import java.util.Optional;

/**
 * The pod that reads the secret as the service account.
 *
 * @param name unique to the step's call and the attempt
 */
record ProbePod(ServiceAccountName account, String name, String image, Map<String, String> labels) {
    static final String CONTAINER = "oidc";
    private static final String TOKEN_VOLUME = "azure-identity-token";

    /** Without a leading slash. */
    String path() {
        return "api/v1/namespaces/" + account.namespace() + "/pods/" + name;
    }

    /** It is not restarted, so that its end tells. */
    ManifestObject manifest(String vaultUri, String secret) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = json.putObject("metadata");
        metadata.put("name", name).put("namespace", account.namespace());
        ObjectNode own = metadata.putObject("labels");
        labels.forEach(own::put);
        ObjectNode spec = json.putObject("spec");
        spec.put("serviceAccountName", account.name()).put("restartPolicy", "Never");
        spec.putObject("nodeSelector").put("kubernetes.io/os", "linux");
        ObjectNode container = spec.putArray("containers").addObject();
        container.put("name", CONTAINER).put("image", image);
        container.putArray("env").add(variable("KEYVAULT_URL", vaultUri)).add(variable("SECRET_NAME", secret));
        return new ManifestObject(json, "checkWorkloadIdentity");
    }

    private static ObjectNode variable(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
    }

    /** What the webhook was to put into the pod and has not; empty where all is there. */
    static Optional<String> notInjected(JsonNode pod) {
        JsonNode container = pod.at("/spec/containers/0");
        for (String wanted :
                new String[] {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"
                }) {
            if (variable(container, wanted).isEmpty()) {
                return Optional.of("the variable " + wanted);
            }
        }
        return audience(pod).isPresent() ? Optional.empty() : Optional.of("the volume " + TOKEN_VOLUME);
    }

    static Optional<String> variable(JsonNode container, String name) {
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asText().equals(name)) {
                return Optional.of(variable.path("value").asText());
            }
        }
        return Optional.empty();
    }

    /** Of the projected token. */
    static Optional<String> audience(JsonNode pod) {
        for (JsonNode volume : pod.at("/spec/volumes")) {
            if (volume.path("name").asText().equals(TOKEN_VOLUME)) {
                for (JsonNode source : volume.at("/projected/sources")) {
                    if (source.has("serviceAccountToken")) {
                        return Optional.of(
                                source.at("/serviceAccountToken/audience").asText());
                    }
                }
            }
        }
        return Optional.empty();
    }
}
