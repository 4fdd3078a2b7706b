package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may call which cluster's Kubernetes API; the container service says which clusters there are. */
public final class ClusterAccess {
    /** The Entra application of every AKS API server (azure-operations.md section 0). */
    public static final String ENTRA_AUDIENCE = "6dae42f8-4368-4678-94ff-3960e28e3630";

    private static final String PREFIX = "cluster-access/";
    private static final List<String> ADMIN = List.of("system:masters", "system:authenticated");

    private final Store store;
    private final Tokens tokens;
    private final Rights rights;

    ClusterAccess(Store store, Tokens tokens, Rights rights) {
        this.store = store;
        this.tokens = tokens;
        this.rights = rights;
    }

    /**
     * Opens the API of a cluster.
     *
     * @param token what local accounts authenticate with; empty where local accounts are off
     * @param adminGroups Entra groups whose members may do everything
     */
    public void open(String clusterId, String token, boolean entra, boolean azureRbac, List<String> adminGroups) {
        ObjectNode access = Json.object()
                .put("id", clusterId)
                .put("token", token)
                .put("entra", entra)
                .put("azureRbac", azureRbac);
        adminGroups.forEach(access.putArray("adminGroups")::add);
        store.put(PREFIX + ClusterKeys.keyOf(clusterId), access);
    }

    /**
     * Opens the API of a fleet's hub, which knows Entra only.
     *
     * @param adminRole who has it on the fleet may do everything, others nothing
     */
    public void openHub(String fleetId, String adminRole) {
        open(fleetId, "", true, true, List.of());
        String key = PREFIX + ClusterKeys.keyOf(fleetId);
        store.put(key, store.get(key).orElseThrow().put("adminRole", adminRole));
    }

    public void close(String clusterId) {
        store.delete(PREFIX + ClusterKeys.keyOf(clusterId));
    }

    /**
     * @param key the cluster's, see {@link ClusterKeys}
     * @param bearer the bearer token, or null
     * @param certificate the client certificate of the TLS connection, or null
     * @return empty for somebody unknown: the API server answers 401
     */
    public Optional<ClusterUser> authenticate(String key, String bearer, X509Certificate certificate) {
        Optional<ObjectNode> access = store.get(PREFIX + key);
        if (access.isEmpty()) {
            return Optional.empty();
        }
        if (certificate != null && hasUnit(certificate, key) && hasLocalAccounts(access.get())) {
            return Optional.of(new ClusterUser("masterclient", ADMIN));
        }
        return bearer == null ? Optional.empty() : byToken(access.get(), bearer);
    }

    private Optional<ClusterUser> byToken(ObjectNode access, String bearer) {
        if (hasLocalAccounts(access) && same(access.path("token").asText(), bearer)) {
            return Optional.of(new ClusterUser("clusterUser", ADMIN));
        }
        return access.path("entra").asBoolean()
                ? tokens.valid(bearer, ENTRA_AUDIENCE).map(claims -> entraUser(access, claims))
                : Optional.empty();
    }

    private ClusterUser entraUser(ObjectNode access, ObjectNode claims) {
        List<String> groups = new ArrayList<>(List.of("system:authenticated"));
        boolean admin = false;
        for (JsonNode group : claims.path("groups")) {
            groups.add(group.asText());
            for (JsonNode adminGroup : access.path("adminGroups")) {
                admin |= adminGroup.asText().equalsIgnoreCase(group.asText());
            }
        }
        String adminRole = access.path("adminRole").asText("Azure Kubernetes Service RBAC Cluster Admin");
        boolean azureAdmin = rights.roles(
                        claims.path("oid").asText(), access.path("id").asText())
                .contains(adminRole);
        if (admin || (access.path("azureRbac").asBoolean() && azureAdmin)) {
            groups.add("system:masters");
        }
        return new ClusterUser(claims.path("oid").asText(), List.copyOf(groups));
    }

    private static boolean hasLocalAccounts(ObjectNode access) {
        return !access.path("token").asText().isEmpty();
    }

    private static boolean hasUnit(X509Certificate certificate, String key) {
        String subject = certificate.getSubjectX500Principal().getName().toLowerCase(Locale.ROOT);
        return List.of(subject.split(",")).contains("ou=" + key);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
