package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a certificate of a key vault is to be (W123; azure-operations 9). The workshop's file has other names of the same
 * fields than the service.
 *
 * @param keyType {@code RSA} or {@code EC}
 * @param keySize bits of an RSA key; zero for an elliptic one
 * @param curve of an elliptic key, e.g. {@code P-256}; empty for RSA
 * @param exportable whether the private key can be read out of the vault
 * @param reuseKey whether a new version keeps the key
 * @param contentType {@code application/x-pem-file} or {@code application/x-pkcs12}
 * @param ekus object identifiers, e.g. {@code 1.3.6.1.5.5.7.3.3} (code signing)
 * @param keyUsage e.g. {@code digitalSignature}
 */
record CertificatePolicy(
        String issuer,
        String subject,
        String keyType,
        int keySize,
        String curve,
        boolean exportable,
        boolean reuseKey,
        String contentType,
        List<String> ekus,
        List<String> keyUsage,
        int validityMonths) {

    CertificatePolicy {
        ekus = List.copyOf(ekus);
        keyUsage = List.copyOf(keyUsage);
    }

    /** As the service takes it. */
    ObjectNode json() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.putObject("issuer").put("name", issuer);
        ObjectNode key = policy.putObject("key_props")
                .put("exportable", exportable)
                .put("kty", keyType)
                .put("reuse_key", reuseKey);
        if (keySize > 0) {
            key.put("key_size", keySize);
        } else {
            key.put("crv", curve);
        }
        policy.putObject("secret_props").put("contentType", contentType);
        ObjectNode x509 = policy.putObject("x509_props").put("subject", subject);
        ekus.forEach(x509.putArray("ekus")::add);
        keyUsage.forEach(x509.putArray("key_usage")::add);
        x509.put("validity_months", validityMonths);
        return policy;
    }

    /** The key of a policy that the service shows, e.g. {@code RSA 2048} or {@code EC P-256}. */
    static String keyOf(JsonNode policy) {
        JsonNode key = policy.path("key_props");
        String type = key.path("kty").asText().replace("-HSM", "");
        return type + " "
                + (type.equals("RSA")
                        ? key.path("key_size").asText()
                        : key.path("crv").asText());
    }

    String key() {
        return keyType + " " + (keySize > 0 ? Integer.toString(keySize) : curve);
    }
}
