package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Reads certificates from a key vault. */
record SignerCertificate(VaultItemId id) {

    /**
     * What the vault has.
     *
     * @param certificate the certificate alone, without its chain
     * @param keyId of its key, with the version
     * @param secretPath of the secret with the chain, under the vault
     */
    record Read(X509Certificate certificate, String keyId, String secretPath) {}

    Read read(AksSession session) throws OperationException, TransientException {
        JsonNode body = session.dataPlane(id.vault(), session.cloud().keyVaultScope())
                .find(id.path(), VaultPlace.DATA_API_VERSION)
                .map(ArmResponse::body)
                .orElseThrow(() -> new OperationException(
                        id + ": the key vault has no such certificate. keyVaultCertificate makes one that may sign."));
        String kid = body.path("kid").asText();
        String version = kid.substring(kid.lastIndexOf('/') + 1);
        if (!body.at("/attributes/enabled").asBoolean(true)) {
            throw new OperationException(id + " is disabled. Enable this version, or name another one.");
        }
        if (!id.version().isEmpty() && !id.version().equals(version)) {
            throw new OperationException("The version specified in the request is " + id.version()
                    + " but the version retrieved from Azure Key Vault is " + version + ". Check " + id + ".");
        }
        try {
            byte[] der = Base64.getDecoder()
                    .decode(body.path("cer").asText().replace('-', '+').replace('_', '/'));
            return new Read(Certificates.fromDer(der), kid, "/secrets/" + id.name() + "/" + version);
        } catch (NotationException | IllegalArgumentException e) {
            throw new OperationException(id + ": the vault's certificate cannot be read: " + e.getMessage(), e);
        }
    }
}
