package io.jenkins.plugins.aks.notation;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the specification asks of the certificates of a signer, and of a time-stamping authority. */
enum CertificateUse {
    CODE_SIGNING {
        @Override
        void checkLeafPurposes(X509Certificate leaf, List<String> purposes) throws NotationException {
            for (String purpose : purposes) {
                if (FORBIDDEN.containsKey(purpose)) {
                    throw problem(leaf, "extended key usage must not contain " + FORBIDDEN.get(purpose) + " eku");
                }
            }
        }
    },
    TIME_STAMPING {
        @Override
        void checkLeafPurposes(X509Certificate leaf, List<String> purposes) throws NotationException {
            if (!purposes.equals(List.of(TIMESTAMPING_PURPOSE)) || !isCritical(leaf, PURPOSES)) {
                throw problem(leaf, "timestamping must be the only extended key usage, and critical");
            }
        }
    };

    private static final String KEY_USAGE = "2.5.29.15";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String PURPOSES = "2.5.29.37";
    private static final String TIMESTAMPING_PURPOSE = "1.3.6.1.5.5.7.3.8";
    /** The reference implementation lets "any" pass; the specification does not. */
    private static final Map<String, String> FORBIDDEN = Map.of(
            "2.5.29.37.0",
            "Any",
            "1.3.6.1.5.5.7.3.1",
            "ServerAuth",
            "1.3.6.1.5.5.7.3.2",
            "ClientAuth",
            "1.3.6.1.5.5.7.3.4",
            "EmailProtection",
            TIMESTAMPING_PURPOSE,
            "Timestamping",
            "1.3.6.1.5.5.7.3.9",
            "OCSPSigning");

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERT_SIGN = 5;
    /** By the number of the bit; a leaf may not have them. Bit 1, non-repudiation, does no harm. */
    private static final Map<Integer, String> FORBIDDEN_USAGES = Map.of(
            2,
            "KeyEncipherment",
            3,
            "DataEncipherment",
            4,
            "KeyAgreement",
            CERT_SIGN,
            "CertSign",
            6,
            "CRLSign",
            7,
            "EncipherOnly",
            8,
            "DecipherOnly");

    abstract void checkLeafPurposes(X509Certificate leaf, List<String> purposes) throws NotationException;

    void checkLeaf(X509Certificate leaf) throws NotationException {
        if (leaf.getBasicConstraints() >= 0) {
            throw problem(leaf, "if the basic constraints extension is present, the ca field must be set to false");
        }
        boolean[] usage = keyUsage(leaf);
        if (!usage[DIGITAL_SIGNATURE]) {
            throw problem(leaf, "the key usage must have the bit positions for \"Digital Signature\" set");
        }
        List<String> wrong = new ArrayList<>();
        for (int bit = 0; bit < usage.length; bit++) {
            if (usage[bit] && FORBIDDEN_USAGES.containsKey(bit)) {
                wrong.add(FORBIDDEN_USAGES.get(bit));
            }
        }
        if (!wrong.isEmpty()) {
            throw problem(leaf, "the key usage must be \"Digital Signature\" only, but found " + wrong);
        }
        checkLeafPurposes(leaf, purposes(leaf));
        KeyKind.of(leaf.getPublicKey());
    }

    /** @param below how many authorities stand between this one and the leaf */
    void checkAuthority(X509Certificate authority, int below) throws NotationException {
        int length = authority.getBasicConstraints();
        if (length < 0 || !isCritical(authority, BASIC_CONSTRAINTS)) {
            throw problem(authority, "ca field in basic constraints must be present, critical, and set to true");
        }
        if (length < below) {
            throw problem(
                    authority,
                    "expected path length of " + below + " but certificate has path length " + length + " instead");
        }
        if (!keyUsage(authority)[CERT_SIGN]) {
            throw problem(authority, "key usage must have the bit positions for key cert sign set");
        }
    }

    private boolean[] keyUsage(X509Certificate certificate) throws NotationException {
        if (certificate.getKeyUsage() == null) {
            throw problem(certificate, "key usage extension must be present");
        }
        if (this == CODE_SIGNING && !isCritical(certificate, KEY_USAGE)) {
            throw problem(certificate, "key usage extension must be marked critical");
        }
        return certificate.getKeyUsage();
    }

    private static List<String> purposes(X509Certificate certificate) throws NotationException {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            throw new NotationException("malformed extended key usage: " + e.getMessage(), e);
        }
    }

    private static boolean isCritical(X509Certificate certificate, String extension) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical != null && critical.contains(extension);
    }

    private static NotationException problem(X509Certificate certificate, String what) {
        return new NotationException("certificate with subject \"" + Certificates.subject(certificate) + "\": " + what);
    }
}
