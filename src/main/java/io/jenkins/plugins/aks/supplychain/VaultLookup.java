package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;

/**
 * Which certificate's key: by its id, or by its name in a vault that Resource Manager finds.
 *
 * @param keyId empty where vault and certificate are given
 * @param group where a vault of a bare name is
 */
record VaultLookup(String keyId, String vault, String certificate, String group) {

    static VaultLookup of(String keyId, String vault, String certificate, AksScope scope)
            throws InvalidParameterException {
        if (!keyId.isEmpty()) {
            VaultItemId.parse("keyId", keyId);
            return new VaultLookup(keyId, "", "", "");
        }
        if (certificate.isEmpty()) {
            throw new InvalidParameterException(
                    "certificate", null, "the name of a certificate in the key vault", "Name the signer's.");
        }
        VaultItemId.checkName("certificate", certificate);
        VaultPlace.check("vault", vault);
        return new VaultLookup("", vault, certificate, vault.startsWith("/") ? "" : scope.groupId());
    }

    VaultItemId find(AksSession session) throws OperationException, TransientException {
        if (!keyId.isEmpty()) {
            return VaultItemId.parse("keyId", keyId);
        }
        VaultPlace place = VaultPlace.find(session.arm(), group, "vault", vault);
        return VaultItemId.in(place.uri(), certificate);
    }

    @Override
    public String toString() {
        return keyId.isEmpty() ? certificate + " of key vault " + vault : keyId;
    }
}
