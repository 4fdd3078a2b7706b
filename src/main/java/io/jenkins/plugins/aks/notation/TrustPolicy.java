package io.jenkins.plugins.aks.notation;

import java.util.List;

/**
 * One statement of a trust policy document.
 *
 * @param name unique in its document
 * @param scopes repositories as {@code host[:port]/repository}, or {@code *}
 * @param level how strictly it verifies
 * @param timestampAlways whether a time stamp is verified always or only once a certificate has expired
 * @param trustStores as {@code type:name}
 * @param identities {@code x509.subject: …}, or {@code *}
 */
public record TrustPolicy(
        String name,
        List<String> scopes,
        VerificationLevel level,
        boolean timestampAlways,
        List<String> trustStores,
        List<String> identities) {
    static final String WILDCARD = "*";

    public TrustPolicy {
        scopes = List.copyOf(scopes);
        trustStores = List.copyOf(trustStores);
        identities = List.copyOf(identities);
    }
}
