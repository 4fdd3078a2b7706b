package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Changing one leaf of something that exists: {@link #editable} gives a body to change and to PUT with {@link #ifMatch}.
 * AKS has no partial update, and a full PUT must not carry what only the service may set (azure-operations section 0
 * "Update model", trap 21: a node image version that is sent back rolls the pool back).
 */
public final class ResourceUpdate {
    private static final List<String> ANY = List.of(
            "/id",
            "/name",
            "/type",
            "/systemData",
            "/etag",
            "/eTag",
            "/properties/provisioningState",
            "/identity/principalId",
            "/identity/tenantId",
            "/identity/userAssignedIdentities/*/principalId",
            "/identity/userAssignedIdentities/*/clientId");

    private static final List<String> POOL =
            List.of("nodeImageVersion", "currentOrchestratorVersion", "provisioningState", "eTag", "etag", "status");

    private static final List<String> CLUSTER = List.of(
            "powerState",
            "maxAgentPools",
            "currentKubernetesVersion",
            "fqdn",
            "privateFQDN",
            "azurePortalFQDN",
            "resourceUID",
            "status",
            "oidcIssuerProfile/issuerURL",
            "addonProfiles/*/identity",
            "networkProfile/loadBalancerProfile/effectiveOutboundIPs",
            "networkProfile/natGatewayProfile/effectiveOutboundIPs",
            "ingressProfile/webAppRouting/identity",
            "podIdentityProfile/userAssignedIdentities/*/provisioningState",
            "podIdentityProfile/userAssignedIdentities/*/provisioningInfo",
            "privateLinkResources");

    private static final List<String> DATA_COLLECTION = List.of(
            "immutableId",
            "metadata",
            "configurationAccess",
            "logsIngestion",
            "metricsIngestion",
            "privateLinkScopedResources",
            "destinations/monitoringAccounts/*/accountId",
            "destinations/logAnalytics/*/workspaceId");

    private ResourceUpdate() {}

    /** A copy of what GET gave, without what only the service may set. */
    public static ObjectNode editable(ObjectNode current) {
        ObjectNode body = current.deepCopy();
        String type = current.path("type").asText(typeOf(current.path("id").asText("")));
        ANY.forEach(pointer -> strip(body, pointer));
        if (type.equalsIgnoreCase("Microsoft.ContainerService/managedClusters")) {
            CLUSTER.forEach(leaf -> strip(body, "/properties/" + leaf));
            POOL.forEach(leaf -> strip(body, "/properties/agentPoolProfiles/*/" + leaf));
            stripManagedIdentityMark(body);
        } else if (type.equalsIgnoreCase("Microsoft.ContainerService/managedClusters/agentPools")) {
            POOL.forEach(leaf -> strip(body, "/properties/" + leaf));
        } else if (type.toLowerCase(Locale.ROOT).startsWith("microsoft.insights/datacollection")) {
            DATA_COLLECTION.forEach(leaf -> strip(body, "/properties/" + leaf));
        }
        return body;
    }

    /** {@code If-Match} with the resource's etag; empty where the service gave none. */
    public static Map<String, String> ifMatch(ArmResponse current) {
        Optional<String> etag = text(current.body(), "/eTag")
                .or(() -> text(current.body(), "/etag"))
                .or(() -> text(current.body(), "/properties/eTag"))
                .or(() -> text(current.body(), "/properties/etag"))
                .or(() -> current.header("etag"));
        return etag.map(value -> Map.of("If-Match", value)).orElse(Map.of());
    }

    /**
     * Sets one leaf, making the objects on the way.
     *
     * @param pointer e.g. {@code /properties/nodeTaints}
     * @return whether it was another value before
     */
    public static boolean set(ObjectNode body, String pointer, JsonNode value) {
        if (body.at(pointer).equals(value)) {
            return false;
        }
        JsonPointer target = JsonPointer.compile(pointer);
        body.withObject(target.head()).set(target.last().getMatchingProperty(), value);
        return true;
    }

    /** AKS answers {@code clientId: msi} for a managed identity, and may refuse to get it back. */
    private static void stripManagedIdentityMark(ObjectNode body) {
        if (body.at("/properties/servicePrincipalProfile/clientId").asText("").equals("msi")) {
            strip(body, "/properties/servicePrincipalProfile");
        }
    }

    private static void strip(ObjectNode body, String pointer) {
        String[] steps = pointer.substring(1).split("/", -1);
        List<JsonNode> holders = List.of(body);
        for (int i = 0; i < steps.length - 1; i++) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode holder : holders) {
                if (steps[i].equals("*")) {
                    holder.forEach(next::add);
                } else {
                    next.add(holder.path(steps[i]));
                }
            }
            holders = next;
        }
        for (JsonNode holder : holders) {
            if (holder instanceof ObjectNode object) {
                object.remove(steps[steps.length - 1]);
            }
        }
    }

    private static String typeOf(String id) {
        return id.isEmpty() ? "" : ResourceId.parse(id).type();
    }

    private static Optional<String> text(ObjectNode body, String pointer) {
        return Optional.ofNullable(body.at(pointer).textValue()).filter(value -> !value.isEmpty());
    }
}
