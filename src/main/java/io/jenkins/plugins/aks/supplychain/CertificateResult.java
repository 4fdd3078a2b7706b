package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code keyVaultCertificate} returns. */
final class CertificateResult {
    private CertificateResult() {}

    static Map<String, Object> of(VaultPlace place, String name, VaultCertificate found, boolean changed)
            throws OperationException {
        JsonNode json = found.json();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", changed);
        result.put("name", name);
        result.put("vault", place.name());
        result.put("id", json.path("id").asText());
        result.put("keyId", json.path("kid").asText());
        result.put("secretId", json.path("sid").asText());
        result.put("version", found.version());
        result.put("subject", Certificates.subject(found.x509()));
        result.put("notBefore", found.x509().getNotBefore().toInstant().toString());
        result.put("notAfter", found.x509().getNotAfter().toInstant().toString());
        try {
            result.put("thumbprint", Certificates.thumbprint(found.x509()));
        } catch (NotationException e) {
            throw new OperationException("the thumbprint of " + json.path("id").asText() + " cannot be computed", e);
        }
        result.put(
                "selfSigned",
                found.x509().getSubjectX500Principal().equals(found.x509().getIssuerX500Principal()));
        result.put("pem", found.pem());
        return result;
    }
}
