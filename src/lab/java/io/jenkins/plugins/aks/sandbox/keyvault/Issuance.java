package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Makes certificates: begins an operation, and completes it at the first request after its time. A certificate's key and
 * secret have its name and its version.
 */
final class Issuance {
    private static final Duration TAKES = Duration.ofSeconds(25);

    private final VaultCall call;
    private final VaultItems certificates;

    Issuance(VaultCall call) {
        this.call = call;
        this.certificates = call.items("certificates");
    }

    /** @throws VaultRefusal 409 while another one is under way */
    VaultItem begin(String name, ObjectNode policy, ObjectNode body) {
        requireNotDeleted(name);
        VaultItem item = certificates
                .live(name)
                .orElseGet(() -> new VaultItem(Json.object().put("name", name)));
        if (item.json().at("/pending/status").asText().equals("inProgress")) {
            throw new VaultRefusal(
                    409,
                    "Conflict",
                    "The certificate " + name
                            + " has a pending operation; it must end or be deleted before another begins.",
                    "PendingCertificate");
        }
        ObjectNode pending = item.json()
                .putObject("pending")
                .put("status", "inProgress")
                .put("request", call.request().requestId())
                .put("ends", call.sandbox().clock().in(TAKES).toString());
        pending.set("policy", policy);
        pending.set("attributes", body.path("attributes").isObject() ? body.get("attributes") : Json.object());
        pending.set("tags", body.path("tags").isObject() ? body.get("tags") : Json.object());
        call.request().crash().ifPresent(crash -> pending.putObject("crash")
                .put("code", crash.code())
                .put("message", crash.message()));
        item.json().set("policy", policy);
        certificates.save(item);
        return item;
    }

    private void requireNotDeleted(String name) {
        if (certificates.find(name).filter(VaultItem::isDeleted).isPresent()) {
            throw new VaultRefusal(
                    409,
                    "Conflict",
                    "Certificate " + name + " is currently in a deleted but recoverable state, and its name cannot be"
                            + " reused; in this state, the certificate can only be recovered or purged.",
                    "ObjectIsDeletedButRecoverable");
        }
        if (call.items("keys")
                .live(name)
                .filter(key -> !key.latest().path("managed").asBoolean())
                .isPresent()) {
            throw new VaultRefusal(409, "Conflict", "A key with the name " + name + " exists already.", "KeyExists");
        }
    }

    /** Completes what is due in this vault. */
    void settle() {
        Instant now = call.sandbox().clock().now();
        for (VaultItem item : certificates.all(false)) {
            JsonNode pending = item.json().path("pending");
            boolean due = pending.path("status").asText().equals("inProgress")
                    && !Instant.parse(pending.path("ends").asText()).isAfter(now)
                    && pending.at("/policy/issuer/name").asText().equalsIgnoreCase("Self");
            if (due) {
                complete(item, (ObjectNode) pending);
            }
        }
    }

    private void complete(VaultItem item, ObjectNode pending) {
        if (pending.path("cancel").asBoolean()) {
            pending.put("status", "cancelled");
            certificates.save(item);
            return;
        }
        if (pending.has("crash")) {
            pending.put("status", "failed");
            certificates.save(item);
            return;
        }
        ObjectNode policy = (ObjectNode) pending.path("policy");
        Instant at = Instant.parse(pending.path("ends").asText());
        KeyPair keys = keys(item, policy.path("key_props"));
        X509Certificate certificate = SelfSigned.make(policy.path("x509_props"), keys, at);
        pending.put("status", "completed");
        certificates.save(item);
        add(item.name(), policy, List.of(certificate), keys, pending);
    }

    private KeyPair keys(VaultItem item, JsonNode properties) {
        VaultItems keys = call.items("keys");
        boolean reuses = properties.path("reuse_key").asBoolean()
                && keys.live(item.name()).isPresent();
        if (!reuses) {
            return KeyMaterial.generate(properties);
        }
        ObjectNode latest = keys.live(item.name()).orElseThrow().latest();
        String type = latest.at("/jwk/kty").asText();
        return new KeyPair(
                KeyMaterial.publicKey(latest.path("public").asText(), type),
                KeyMaterial.privateKey(keys.reveal(latest), type));
    }

    /**
     * Adds a version of the certificate, its key and its secret.
     *
     * @param given attributes and tags
     */
    ObjectNode add(String name, ObjectNode policy, List<X509Certificate> chain, KeyPair keys, JsonNode given) {
        requireNotDeleted(name);
        X509Certificate leaf = chain.get(0);
        ObjectNode content = Json.object();
        try {
            content.put("cer", Base64.getEncoder().encodeToString(leaf.getEncoded()))
                    .put("x5t", thumbprint(leaf));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        ObjectNode attributes = content.putObject("attributes");
        if (given.path("attributes") instanceof ObjectNode wanted) {
            attributes.setAll(wanted);
        }
        attributes
                .put("nbf", leaf.getNotBefore().getTime() / 1000)
                .put("exp", leaf.getNotAfter().getTime() / 1000);
        if (given.path("tags").size() > 0) {
            content.set("tags", given.get("tags"));
        }
        ObjectNode version = certificates.add(name, content, "");
        VaultItem item = certificates.live(name).orElseThrow();
        item.json().set("policy", policy);
        certificates.save(item);
        String id = version.path("version").asText();
        ObjectNode key = Keys.content(keys, policy.path("key_props").path("key_ops"))
                .put("managed", true)
                .put("version", id);
        key.set("attributes", attributes);
        call.items("keys").add(name, key, KeyMaterial.text(keys.getPrivate()));
        addSecret(name, policy, chain, keys.getPrivate(), attributes, id);
        return version;
    }

    /** The secret of the same name has the private key only where the policy lets it out. */
    private void addSecret(
            String name,
            ObjectNode policy,
            List<X509Certificate> chain,
            PrivateKey key,
            ObjectNode attributes,
            String version) {
        String type = policy.at("/secret_props/contentType").asText();
        boolean exportable = policy.at("/key_props/exportable").asBoolean();
        ObjectNode secret = Json.object()
                .put("contentType", type)
                .put("managed", true)
                .put("kid", call.vault().url() + "/keys/" + name + "/" + version)
                .put("version", version);
        secret.set("attributes", attributes);
        call.items("secrets").add(name, secret, CertificateText.write(type, chain, exportable ? key : null));
    }

    private static String thumbprint(X509Certificate certificate) throws CertificateEncodingException {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
