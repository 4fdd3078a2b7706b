package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/**
 * The mutating webhook of workload identity: gives pods that ask for it the variables and the token of their service
 * account. It knows a pod by its label, and does nothing while its own pods do not run.
 */
final class IdentityWebhook {
    static final String NAME = "azure-wi-webhook-controller-manager";
    private static final String NAMESPACE = "kube-system";
    private static final String PREFIX = "azure.workload.identity/";
    private static final String DIRECTORY = "/var/run/secrets/azure/tokens";
    private static final String VOLUME = "azure-identity-token";
    private static final String AUDIENCE = "api://AzureADTokenExchange";

    private final ObjectStore objects;
    private final Desired desired;

    IdentityWebhook(ObjectStore objects, Desired desired) {
        this.objects = objects;
        this.desired = desired;
    }

    static boolean isEnabled(JsonNode cluster) {
        return Json.at(cluster, "properties", "securityProfile", "workloadIdentity", "enabled")
                .asBoolean();
    }

    void mutate(ObjectNode pod) {
        JsonNode cluster = desired.cluster();
        boolean asked =
                Json.at(pod, "metadata", "labels").path(PREFIX + "use").asText().equals("true");
        if (!asked || !isEnabled(cluster) || !isReady()) {
            return;
        }
        JsonNode account = objects.get(ObjectKey.of(
                        BuiltInTypes.kind("ServiceAccount"),
                        Meta.namespace(pod),
                        Json.text(pod, "spec", "serviceAccountName")))
                .map(found -> Json.at(found, "metadata", "annotations"))
                .orElseGet(Json::object);
        String issuer = Json.text(cluster, "properties", "oidcIssuerProfile", "issuerURL");
        String authority = URI.create(issuer).resolve("/").toString();
        String tenant = account.path(PREFIX + "tenant-id").asText(Json.text(cluster, "identity", "tenantId"));
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            ArrayNode env = ((ObjectNode) container).withArray("env");
            add(env, "AZURE_CLIENT_ID", account.path(PREFIX + "client-id").asText());
            add(env, "AZURE_TENANT_ID", tenant);
            add(env, "AZURE_FEDERATED_TOKEN_FILE", DIRECTORY + "/" + VOLUME);
            add(env, "AZURE_AUTHORITY_HOST", authority);
            ((ObjectNode) container)
                    .withArray("volumeMounts")
                    .addObject()
                    .put("name", VOLUME)
                    .put("mountPath", DIRECTORY)
                    .put("readOnly", true);
        }
        ObjectNode volume =
                Json.child(pod, "spec").withArray("volumes").addObject().put("name", VOLUME);
        volume.putObject("projected")
                .put("defaultMode", 420)
                .putArray("sources")
                .addObject()
                .putObject("serviceAccountToken")
                .put("audience", AUDIENCE)
                .put("expirationSeconds", 3600)
                .put("path", VOLUME);
    }

    private boolean isReady() {
        return objects.get(ObjectKey.of(BuiltInTypes.kind("Deployment"), NAMESPACE, NAME))
                .filter(found -> Json.at(found, "status", "readyReplicas").asInt() > 0)
                .isPresent();
    }

    private static void add(ArrayNode env, String name, String value) {
        if (!env.findValuesAsText("name").contains(name)) {
            env.addObject().put("name", name).put("value", value);
        }
    }
}
