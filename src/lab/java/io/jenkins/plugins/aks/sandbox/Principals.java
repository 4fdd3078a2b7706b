package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The applications and managed identities that Entra knows, by client id. A document has {@code clientId},
 * {@code objectId}, {@code name}, {@code secretHash}, {@code certificates} (PEM), {@code federated} (issuer, subject,
 * audience, publicKey), {@code groups} (object ids), {@code azureRoles} (on the subscription).
 */
public final class Principals {
    private static final String PREFIX = "principal/";

    private final Store store;

    Principals(Store store) {
        this.store = store;
    }

    public Optional<ObjectNode> byClientId(String clientId) {
        return store.get(PREFIX + clientId.toLowerCase(Locale.ROOT));
    }

    public Optional<ObjectNode> byObjectId(String objectId) {
        return store.under(PREFIX).values().stream()
                .filter(p -> p.path("objectId").asText().equalsIgnoreCase(objectId))
                .findFirst();
    }

    public void put(ObjectNode principal) {
        store.put(PREFIX + principal.path("clientId").asText().toLowerCase(Locale.ROOT), principal);
    }

    public void remove(String clientId) {
        store.delete(PREFIX + clientId.toLowerCase(Locale.ROOT));
    }

    public List<String> roles(String objectId) {
        List<String> roles = new ArrayList<>();
        for (JsonNode role : byObjectId(objectId).orElseGet(Json::object).path("azureRoles")) {
            roles.add(role.asText());
        }
        return roles;
    }

    /** What a secret is kept as. */
    public static String hash(String secret) {
        return HexFormat.of().formatHex(Ids.sha256("secret\n" + secret));
    }

    /** The lab's own service principal and the managed identity of whatever runs Jenkins. */
    void ensure(LabCredentials credentials, Ids ids) {
        if (byClientId(credentials.clientId()).isPresent()) {
            return;
        }
        ObjectNode lab = Json.object()
                .put("clientId", credentials.clientId())
                .put("objectId", credentials.objectId())
                .put("name", "lab")
                .put("secretHash", hash(credentials.clientSecret()));
        lab.putArray("azureRoles").add("Owner").add("Azure Kubernetes Service RBAC Cluster Admin");
        lab.putArray("groups").add(ids.guid("lab admins"));
        put(lab);
        ObjectNode managed = Json.object()
                .put("clientId", ids.guid("managed identity client"))
                .put("objectId", ids.guid("managed identity"))
                .put("name", "jenkins-controller")
                .put("managedIdentity", true);
        managed.putArray("azureRoles").add("Owner");
        put(managed);
    }
}
