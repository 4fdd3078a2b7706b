package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.UnsignedEnvelope;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key in a key vault. The vault signs a digest; the key never leaves it. */
final class VaultKey implements SigningKey {
    private final VaultLookup lookup;
    private final CertificateSource chain;
    private SignerCertificate.Read read;
    private VaultItemId id;

    /** @param chain the certificates above the key's own; empty to take them from the vault where there are any */
    VaultKey(VaultLookup lookup, CertificateSource chain) {
        this.lookup = lookup;
        this.chain = chain;
    }

    @Override
    public List<X509Certificate> chain(AksSession session) throws OperationException, TransientException {
        X509Certificate own = read(session).certificate();
        boolean selfIssued = own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
        List<X509Certificate> certificates = new ArrayList<>(List.of(own));
        if (!selfIssued) {
            certificates.addAll(chain.text().isEmpty() ? inVault(session) : chain.read(session));
        }
        try {
            return ChainOrder.of(certificates);
        } catch (NotationException e) {
            throw new OperationException(
                    id + ": " + e.getMessage() + ". Give the certificates above it as chain, or merge the whole chain"
                            + " into the vault's certificate.",
                    e);
        }
    }

    @Override
    public byte[] sign(AksSession session, UnsignedEnvelope unsigned) throws OperationException, TransientException {
        String keyId = read(session).keyId();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("alg", unsigned.kind().jwa());
        body.put("value", Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned.digest()));
        JsonNode answer = vault(session)
                .post(keyId.substring(id.vault().length()) + "/sign", VaultPlace.DATA_API_VERSION, body)
                .body();
        if (!answer.path("kid").asText().equals(keyId)) {
            throw new OperationException("The vault signed with "
                    + answer.path("kid").asText() + " instead of " + keyId + ". Nothing is done with this signature.");
        }
        return Base64.getUrlDecoder().decode(answer.path("value").asText());
    }

    @Override
    public String subject() {
        return "the key " + lookup;
    }

    private SignerCertificate.Read read(AksSession session) throws OperationException, TransientException {
        if (read == null) {
            id = lookup.find(session);
            SignerCertificate.Read found = new SignerCertificate(id).read(session);
            if (!found.keyId().startsWith(id.vault() + "/keys/")) {
                throw new OperationException(id + " says that its key is " + found.keyId()
                        + ", which is not in this vault. Nothing is sent there.");
            }
            read = found;
        }
        return read;
    }

    private List<X509Certificate> inVault(AksSession session) throws OperationException, TransientException {
        JsonNode secret = vault(session)
                .get(read.secretPath(), VaultPlace.DATA_API_VERSION)
                .body();
        try {
            return ChainSecret.read(
                    secret.path("contentType").asText(), secret.path("value").asText());
        } catch (NotationException e) {
            throw new OperationException(id + ": the chain in the vault cannot be read: " + e.getMessage(), e);
        }
    }

    private Arm vault(AksSession session) throws OperationException {
        return session.dataPlane(id.vault(), session.cloud().keyVaultScope());
    }
}
