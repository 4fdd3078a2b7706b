package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.RoleSearch;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;

/**
 * Looks, before a mesh takes its CA from a vault, whether it can: the add-on that reads it, the right of the add-on's
 * identity, and the four secrets. The mesh itself would come half up and say little.
 */
final class CaObjects implements Operation<AksSession> {
    /** Of the result: the thumbprint of the root. */
    static final String ROOT = "root";

    private final String clusterId;
    private final String cluster;
    private final MeshSpec.CaPlace ca;

    CaObjects(String clusterId, String cluster, MeshSpec.CaPlace ca) {
        this.clusterId = clusterId;
        this.cluster = cluster;
        this.ca = ca;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return ca.vault().enter(session, journal, VaultSecrets::new, (place, secrets) -> {
            requireAccess(session, place);
            return Turn.done(ca.read() ? Map.of(ROOT, look(session, place, secrets)) : Map.of());
        });
    }

    private void requireAccess(AksSession session, VaultPlace place) throws OperationException, TransientException {
        JsonNode addon =
                Profiles.addon(MeshProfile.cluster(session, clusterId, cluster), Addon.AZURE_KEYVAULT_SECRETS_PROVIDER);
        String advice = "aksAddon(name: '" + Addon.AZURE_KEYVAULT_SECRETS_PROVIDER.word() + "', vault: '"
                + ca.vault().vault() + "') ";
        if (!addon.path("enabled").asBoolean()) {
            throw refused(
                    "cluster " + cluster + " lacks the add-on " + Addon.AZURE_KEYVAULT_SECRETS_PROVIDER.word()
                            + ", which brings the CA from key vault " + place.name() + " to the mesh. " + advice
                            + "switches it on and gives it the role.",
                    "AddonMissing");
        }
        String identity = addon.at("/identity/objectId").asText();
        if (identity.isEmpty()) {
            throw refused(
                    "cluster " + cluster + ": its add-on " + Addon.AZURE_KEYVAULT_SECRETS_PROVIDER.word()
                            + " has no identity yet. " + advice + "waits for it.",
                    "IdentityMissing");
        }
        JsonNode vault =
                session.arm().get(place.id(), VaultPlace.RESOURCE_API_VERSION).body();
        if (vault.at("/properties/enableRbacAuthorization").asBoolean()) {
            if (RoleSearch.giving(session.arm(), place.id(), identity, RoleSearch.READ_SECRET)
                    .isEmpty()) {
                throw refused(
                        "The identity " + identity + " of the add-on " + Addon.AZURE_KEYVAULT_SECRETS_PROVIDER.word()
                                + " has no role on key vault " + place.name() + " that lets it read secrets. " + advice
                                + "gives it Key Vault Secrets User.",
                        "RoleMissing");
            }
        } else if (!isAllowed(vault, identity)) {
            throw refused(
                    "Key vault " + place.name() + " goes by access policies, and none lets the identity " + identity
                            + " of the add-on " + Addon.AZURE_KEYVAULT_SECRETS_PROVIDER.word()
                            + " read secrets. Give it one (az keyvault set-policy --name " + place.name()
                            + " --object-id " + identity + " --secret-permissions get).",
                    "AccessPolicyMissing");
        }
    }

    private static boolean isAllowed(JsonNode vault, String identity) {
        for (JsonNode policy : vault.at("/properties/accessPolicies")) {
            if (policy.path("objectId").asText().equalsIgnoreCase(identity)) {
                for (JsonNode permission : policy.at("/permissions/secrets")) {
                    if (permission.asText().toLowerCase(java.util.Locale.ROOT).matches("get|all")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The thumbprint of the root that the intermediate leads to. */
    private String look(AksSession session, VaultPlace place, VaultSecrets secrets)
            throws OperationException, TransientException {
        CaNames names = ca.names();
        List<String> all = List.of(names.rootCert(), names.caCert(), names.caKey(), names.certChain());
        for (String name : all) {
            requireReadable(place, secrets, name, session.clock().instant().getEpochSecond());
        }
        CaFit fit = new CaFit(names, CaState.read(secrets, all), session.clock().instant(), place.name());
        return CaPem.thumbprint(fit.root());
    }

    private static void requireReadable(VaultPlace place, VaultSecrets secrets, String name, long now)
            throws OperationException, TransientException {
        JsonNode secret;
        try {
            secret = secrets.find(name, "").orElse(null);
        } catch (ArmException e) {
            if (!e.hasCode("SecretDisabled")) {
                throw e;
            }
            throw refused(
                    "Secret " + name + " of key vault " + place.name()
                            + " is disabled, so the mesh could not read it. Enable it.",
                    "SecretDisabled");
        }
        if (secret == null) {
            throw refused(
                    "Key vault " + place.name() + " has no secret " + name
                            + (secrets.isDeleted(name) ? " (a deleted one of this name can be recovered)" : "")
                            + ". Correct the name, or make the CA's secrets with meshCertificates.",
                    "SecretMissing");
        }
        long ends = secret.at("/attributes/exp").asLong(Long.MAX_VALUE);
        if (secret.at("/attributes/nbf").asLong(0) > now || ends <= now) {
            throw refused(
                    "Secret " + name + " of key vault " + place.name()
                            + (ends <= now ? " has expired" : " is not valid yet")
                            + " by its attributes. Set it anew, or change its dates with keyVaultSecret.",
                    "SecretNotValid");
        }
    }

    static OperationException refused(String message, String code) {
        return new OperationException(message + " The mesh was not touched.", Map.of("code", code), null);
    }
}
