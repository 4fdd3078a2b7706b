package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * What a policy must be, before anything is sent: for the service, and for a certificate that signs images, for the Notary
 * Project (notation 4). The service's own defaults are of no use there.
 */
final class PolicyRules {
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

    private static final Map<String, String> REFUSED_PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1", "serverAuth",
            "1.3.6.1.5.5.7.3.2", "clientAuth",
            "1.3.6.1.5.5.7.3.4", "emailProtection",
            "1.3.6.1.5.5.7.3.8", "timeStamping",
            "1.3.6.1.5.5.7.3.9", "OCSPSigning",
            "2.5.29.37.0", "anyExtendedKeyUsage");

    private PolicyRules() {}

    static void check(CertificatePolicy policy, boolean forSigning) throws InvalidParameterException {
        checkSubject(policy.subject());
        checkKey(policy);
        require(
                List.of("application/x-pem-file", "application/x-pkcs12").contains(policy.contentType()),
                "policy",
                "secretProperties.contentType: " + policy.contentType(),
                "application/x-pem-file or application/x-pkcs12");
        require(
                policy.validityMonths() >= 1 && policy.validityMonths() <= 1200,
                "policy",
                "x509CertificateProperties.validityInMonths: " + policy.validityMonths(),
                "1 to 1200 months");
        for (String usage : policy.keyUsage()) {
            require(
                    USAGES.contains(usage),
                    "policy",
                    "x509CertificateProperties.keyUsage: " + usage,
                    String.join(", ", USAGES.stream().sorted().toList()));
        }
        for (String eku : policy.ekus()) {
            require(
                    eku.matches("[0-2](\\.\\d+)+"),
                    "policy",
                    "x509CertificateProperties.ekus: " + eku,
                    "object identifiers such as 1.3.6.1.5.5.7.3.3 (code signing)");
        }
        if (forSigning) {
            checkSigning(policy);
        }
    }

    private static void checkSubject(String subject) throws InvalidParameterException {
        boolean good;
        try {
            good = !subject.isEmpty() && !new X500Principal(subject).getName().isEmpty();
        } catch (IllegalArgumentException e) {
            good = false;
        }
        require(
                good,
                "subject",
                subject,
                "a distinguished name such as CN=wabbit-networks.io,O=Notation,L=Seattle,ST=WA,C=US");
    }

    private static void checkKey(CertificatePolicy policy) throws InvalidParameterException {
        String type = policy.keyType();
        require(
                type.matches("(RSA|EC)(-HSM)?"),
                "policy",
                "keyProperties.keyType: " + type,
                "RSA or EC; in a premium vault RSA-HSM or EC-HSM");
        if (type.startsWith("RSA")) {
            require(
                    List.of(2048, 3072, 4096).contains(policy.keySize()),
                    "policy",
                    "keyProperties.keySize: " + policy.keySize(),
                    "2048, 3072 or 4096");
        } else {
            require(
                    List.of("P-256", "P-384", "P-521", "P-256K").contains(policy.curve()),
                    "policy",
                    "keyProperties.curve: " + policy.curve(),
                    "P-256, P-384 or P-521");
        }
    }

    private static void checkSigning(CertificatePolicy policy) throws InvalidParameterException {
        String advice =
                "; else notation refuses what it signs. For a certificate with another use say forSigning: false";
        require(
                policy.keyUsage().contains("digitalSignature"),
                "policy",
                "x509CertificateProperties.keyUsage: " + policy.keyUsage(),
                "a key usage with digitalSignature" + advice);
        for (String usage : policy.keyUsage()) {
            require(
                    usage.equals("digitalSignature") || usage.equals("nonRepudiation"),
                    "policy",
                    "x509CertificateProperties.keyUsage: " + usage,
                    "for signing digitalSignature alone" + advice);
        }
        for (String eku : policy.ekus()) {
            require(
                    !REFUSED_PURPOSES.containsKey(eku),
                    "policy",
                    "x509CertificateProperties.ekus: " + eku + " (" + REFUSED_PURPOSES.get(eku) + ")",
                    "for signing 1.3.6.1.5.5.7.3.3 (code signing), or none" + advice);
        }
        require(
                !policy.curve().equals("P-256K"),
                "policy",
                "keyProperties.curve: P-256K",
                "for signing P-256, P-384 or P-521" + advice);
    }

    private static void require(boolean good, String parameter, String given, String allowed)
            throws InvalidParameterException {
        if (!good) {
            throw new InvalidParameterException(parameter, given, allowed, "Correct it; nothing was sent.");
        }
    }
}
