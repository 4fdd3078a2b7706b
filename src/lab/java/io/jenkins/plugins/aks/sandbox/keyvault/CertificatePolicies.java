package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Certificate policies: what is refused, and what the service fills in. */
final class CertificatePolicies {
    static final String PEM = "application/x-pem-file";
    static final String PKCS12 = "application/x-pkcs12";

    private static final Set<String> USAGES = Set.of(
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");

    private CertificatePolicies() {}

    /** @return a copy with all that the request left open */
    static ObjectNode completed(JsonNode given) {
        if (!given.isObject()) {
            throw VaultRefusal.badParameter("Property policy is required");
        }
        ObjectNode policy = given.deepCopy();
        ObjectNode key = policy.withObjectProperty("key_props");
        absent(key, "exportable", true);
        absent(key, "kty", "RSA");
        absent(key, "reuse_key", false);
        if (key.path("kty").asText().startsWith("RSA")) {
            absent(key, "key_size", 2048);
        } else {
            absent(key, "crv", "P-256");
        }
        ObjectNode secret = policy.withObjectProperty("secret_props");
        absent(secret, "contentType", PKCS12);
        ObjectNode x509 = policy.withObjectProperty("x509_props");
        absent(x509, "validity_months", 12);
        if (!x509.has("ekus")) {
            list(x509, "ekus", List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"));
        }
        if (!x509.has("key_usage")) {
            list(x509, "key_usage", List.of("digitalSignature", "keyEncipherment"));
        }
        if (!x509.has("basic_constraints")) {
            x509.putObject("basic_constraints").put("ca", false);
        }
        if (!policy.has("lifetime_actions")) {
            ObjectNode action = policy.putArray("lifetime_actions").addObject();
            action.putObject("trigger").put("lifetime_percentage", 80);
            action.putObject("action").put("action_type", "AutoRenew");
        }
        check(policy);
        return policy;
    }

    private static void check(ObjectNode policy) {
        String issuer = policy.path("issuer").path("name").asText();
        if (!issuer.equalsIgnoreCase("Self") && !issuer.equalsIgnoreCase("Unknown")) {
            throw VaultRefusal.badParameter(
                    issuer.isEmpty()
                            ? "Property policy.issuer.name is required"
                            : "The issuer '" + issuer + "' is not known to this vault.");
        }
        String content = policy.path("secret_props").path("contentType").asText();
        if (!content.equals(PEM) && !content.equals(PKCS12)) {
            throw VaultRefusal.badParameter(
                    "Property policy.secret_props.contentType has invalid value '" + content + "'");
        }
        JsonNode x509 = policy.path("x509_props");
        checkSubject(x509.path("subject").asText());
        int months = x509.path("validity_months").asInt();
        if (months < 1 || months > 1200) {
            throw VaultRefusal.badParameter("Property policy.x509_props.validity_months has invalid value " + months);
        }
        for (JsonNode usage : x509.path("key_usage")) {
            if (!USAGES.contains(usage.asText())) {
                throw VaultRefusal.badParameter(
                        "Property policy.x509_props.key_usage has invalid value '" + usage.asText() + "'");
            }
        }
        for (JsonNode use : x509.path("ekus")) {
            if (!use.asText().matches("[0-2](\\.\\d+)+")) {
                throw VaultRefusal.badParameter(
                        "Property policy.x509_props.ekus has invalid value '" + use.asText() + "'");
            }
        }
    }

    private static void checkSubject(String subject) {
        try {
            if (!subject.isEmpty() && !new X500Principal(subject).getName().isEmpty()) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw VaultRefusal.badParameter("The X509 subject '" + subject + "' is not valid.");
    }

    static void list(ObjectNode target, String field, List<String> values) {
        ArrayNode array = target.putArray(field);
        values.forEach(array::add);
    }

    private static void absent(ObjectNode target, String field, Object value) {
        if (!target.hasNonNull(field)) {
            target.set(field, Json.from(value));
        }
    }
}
