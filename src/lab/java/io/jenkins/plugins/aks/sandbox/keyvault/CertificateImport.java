package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;

/** Takes a certificate with its key over, with a policy that says what it is. */
final class CertificateImport {
    private static final List<String> USAGES = List.of(
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");

    private final VaultCall call;

    CertificateImport(VaultCall call) {
        this.call = call;
    }

    ObjectNode add(String name, String contentType, CertificateText.Content content, ObjectNode body) {
        if (content.chain().isEmpty()) {
            throw VaultRefusal.badParameter("The content has no X.509 certificate.");
        }
        if (content.key() == null) {
            throw VaultRefusal.badParameter(
                    "Private key is not specified in the specified X.509 certificate content. Please"
                            + " specify private key in the X.509 certificate content.");
        }
        X509Certificate leaf = content.chain().get(0);
        KeyPair keys = new KeyPair(leaf.getPublicKey(), content.key());
        requireMatch(keys);
        ObjectNode policy = policy(leaf, contentType, body);
        return new Issuance(call).add(name, policy, content.chain(), keys, body);
    }

    private static void requireMatch(KeyPair keys) {
        String algorithm = keys.getPublic() instanceof ECPublicKey ? "SHA256withECDSA" : "SHA256withRSA";
        boolean matches;
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(keys.getPublic());
            signature.update((byte) 1);
            matches = signature.verify(signed);
        } catch (GeneralSecurityException e) {
            matches = false;
        }
        if (!matches) {
            throw VaultRefusal.badParameter("The private key does not belong to the certificate.");
        }
    }

    private static ObjectNode policy(X509Certificate leaf, String contentType, ObjectNode body) {
        ObjectNode policy = body.path("policy").isObject() ? body.path("policy").deepCopy() : Json.object();
        ObjectNode key = policy.withObjectProperty("key_props");
        if (leaf.getPublicKey() instanceof ECPublicKey elliptic) {
            key.put("kty", "EC").put("crv", KeyMaterial.curve(elliptic));
        } else {
            key.put("kty", "RSA").put("key_size", KeyMaterial.size(leaf.getPublicKey()));
        }
        policy.withObjectProperty("secret_props").put("contentType", contentType);
        ObjectNode x509 = policy.withObjectProperty("x509_props");
        x509.put("subject", leaf.getSubjectX500Principal().getName());
        long days = Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant())
                .toDays();
        x509.put("validity_months", Math.max(1, Math.min(1200, days / 30)));
        ArrayNode usages = x509.putArray("key_usage");
        boolean[] given = leaf.getKeyUsage() == null ? new boolean[0] : leaf.getKeyUsage();
        for (int i = 0; i < given.length; i++) {
            if (given[i]) {
                usages.add(USAGES.get(i));
            }
        }
        ArrayNode ekus = x509.putArray("ekus");
        try {
            List<String> all = leaf.getExtendedKeyUsage();
            if (all != null) {
                all.forEach(ekus::add);
            }
        } catch (CertificateParsingException e) {
            throw VaultRefusal.badParameter("The certificate cannot be read: " + e.getMessage());
        }
        if (!policy.path("issuer").has("name")) {
            policy.putObject("issuer").put("name", "Unknown");
        }
        return CertificatePolicies.completed(policy);
    }
}
