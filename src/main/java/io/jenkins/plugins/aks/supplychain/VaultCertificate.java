package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** A version of a certificate as a vault shows it. */
record VaultCertificate(JsonNode json, X509Certificate x509) {
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
    private static final int LINE = 64;

    static VaultCertificate read(JsonNode json) throws OperationException {
        try {
            byte[] der = Base64.getDecoder()
                    .decode(json.path("cer").asText().replace('-', '+').replace('_', '/'));
            return new VaultCertificate(json, Certificates.fromDer(der));
        } catch (NotationException | IllegalArgumentException e) {
            throw new OperationException(
                    "the key vault gave a certificate that cannot be read: "
                            + json.path("id").asText(),
                    e);
        }
    }

    /** What differs from what is wanted, as a sentence; empty where nothing does. */
    Optional<String> difference(CertificatePolicy wanted, Instant now, Duration renewBefore) {
        if (!json.at("/attributes/enabled").asBoolean(true)) {
            return Optional.of("it is disabled");
        }
        String subject = x509.getSubjectX500Principal().getName();
        if (!parts(subject).equals(parts(wanted.subject()))) {
            return Optional.of("its subject is " + subject);
        }
        if (!purposes().equals(new TreeSet<>(wanted.ekus()))) {
            return Optional.of("its extended key usage is " + purposes());
        }
        if (!usages().equals(new TreeSet<>(wanted.keyUsage()))) {
            return Optional.of("its key usage is " + usages());
        }
        String key = CertificatePolicy.keyOf(json.path("policy"));
        if (!key.equals(wanted.key().replace("-HSM", ""))) {
            return Optional.of("its key is " + key);
        }
        Instant end = x509.getNotAfter().toInstant();
        return now.plus(renewBefore).isAfter(end) ? Optional.of("it expires at " + end) : Optional.empty();
    }

    /** In no order: tools write the parts of a name from either end. */
    private static Set<Rdn> parts(String name) {
        try {
            return new HashSet<>(new LdapName(name).getRdns());
        } catch (InvalidNameException e) {
            return Set.of();
        }
    }

    private Set<String> purposes() {
        try {
            List<String> all = x509.getExtendedKeyUsage();
            return all == null ? Set.of() : new TreeSet<>(all);
        } catch (CertificateParsingException e) {
            return Set.of("unreadable");
        }
    }

    private Set<String> usages() {
        Set<String> usages = new TreeSet<>();
        boolean[] bits = x509.getKeyUsage();
        for (int i = 0; bits != null && i < bits.length; i++) {
            if (bits[i]) {
                usages.add(USAGES.get(i));
            }
        }
        return usages;
    }

    String version() {
        String id = json.path("id").asText();
        return id.substring(id.lastIndexOf('/') + 1);
    }

    String pem() {
        String base64 = json.path("cer").asText().replace('-', '+').replace('_', '/');
        List<String> lines = new ArrayList<>();
        lines.add("-----BEGIN CERTIFICATE-----");
        for (int i = 0; i < base64.length(); i += LINE) {
            lines.add(base64.substring(i, Math.min(base64.length(), i + LINE)));
        }
        lines.add("-----END CERTIFICATE-----");
        return String.join("\n", lines) + "\n";
    }
}
