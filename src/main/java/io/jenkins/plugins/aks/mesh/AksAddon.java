package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.JsonValues;
import io.jenkins.plugins.aks.azure.RoleAssignment;
import io.jenkins.plugins.aks.azure.RoleGrant;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An add-on of a cluster on or off, and the roles of its identity on a vault (W058, W059). */
final class AksAddon {
    private static final String VAULT = "vault";
    private static final String IDENTITY = "identity";
    private static final String ID = "id";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private AksAddon() {}

    static Operation<AksSession> of(AddonSpec spec) {
        Sequence.Builder<AksSession> phases = Sequence.named();
        boolean roles = !spec.vault().isEmpty();
        if (roles) {
            phases.then(VAULT, (session, journal) -> Turn.done(Map.of(ID, vaultId(session, spec))));
        }
        phases.then("add-on", new AddonSwitch(spec));
        phases.then(IDENTITY, (session, journal) -> identity(session, spec));
        for (String role : roles ? spec.roles() : java.util.List.<String>of()) {
            phases.thenFrom("role " + role, results -> assignment(role, results));
        }
        return phases.returning(results -> result(spec, results))
                .writing(spec.clusterId())
                .build();
    }

    /** Refuses a vault for which roles do not count. */
    private static String vaultId(AksSession session, AddonSpec spec) throws OperationException, TransientException {
        VaultPlace place = VaultPlace.find(session.arm(), spec.group(), VAULT, spec.vault());
        JsonNode vault =
                session.arm().get(place.id(), VaultPlace.RESOURCE_API_VERSION).body();
        if (!vault.at("/properties/enableRbacAuthorization").asBoolean()) {
            throw new OperationException(
                    "Key vault " + place.name() + " goes by access policies, so a role on it does not count. Set"
                            + " enableRbacAuthorization of the vault, or leave vault out and give the add-on's identity"
                            + " an access policy.",
                    Map.of("code", "VaultWithoutRoles", "resource", place.id()),
                    null);
        }
        return place.id();
    }

    private static Turn identity(AksSession session, AddonSpec spec) throws OperationException, TransientException {
        JsonNode profile = Profiles.addon(
                session.arm()
                        .get(spec.clusterId(), ApiVersions.CONTAINER_SERVICE)
                        .body(),
                spec.addon());
        boolean has = !profile.at("/identity/objectId").asText().isEmpty();
        if (spec.on() && !has && spec.addon() == Addon.AZURE_KEYVAULT_SECRETS_PROVIDER) {
            return Turn.again(LOOK_AGAIN, "add-on " + spec.addon().word() + ": its identity");
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("enabled", profile.path("enabled").asBoolean());
        if (has) {
            found.put(IDENTITY, JsonValues.map(profile.path(IDENTITY)));
        }
        return Turn.done(found);
    }

    private static Operation<AksSession> assignment(String role, Map<String, Map<String, Object>> results)
            throws OperationException {
        Map<?, ?> identity = (Map<?, ?>) results.get(IDENTITY).get(IDENTITY);
        RoleGrant grant = RoleGrant.of(
                String.valueOf(results.get(VAULT).get(ID)),
                role,
                String.valueOf(identity.get("objectId")),
                "ServicePrincipal");
        return new RoleAssignment<>(grant, AksSession.ACCESS, Optional.empty());
    }

    private static Map<String, Object> result(AddonSpec spec, Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", spec.addon().word());
        result.putAll(results.get(IDENTITY));
        if (!spec.vault().isEmpty()) {
            result.put("vaultId", results.get(VAULT).get(ID));
            result.put("roles", spec.roles());
        }
        result.put("changed", results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        return result;
    }
}
