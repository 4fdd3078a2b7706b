package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Whom a policy trusts among those whose certificates a trust store vouches for. */
final class TrustedIdentities {
    private static final String SUBJECT = "x509.subject";

    private TrustedIdentities() {}

    static void check(String policy, List<String> identities) throws NotationException {
        if (identities.size() > 1 && identities.contains(TrustPolicy.WILDCARD)) {
            throw problem(
                    policy,
                    "uses a wildcard trusted identity '*', a wildcard identity cannot be used in"
                            + " conjunction with other values");
        }
        List<DistinguishedName> names = names(policy, identities);
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                if (i != j && names.get(i).isSubsetOf(names.get(j))) {
                    throw problem(
                            policy,
                            "has overlapping x509 trustedIdentities, "
                                    + names.get(i).attributes() + " overlaps with "
                                    + names.get(j).attributes());
                }
            }
        }
    }

    /** Refuses a signing certificate that is none of the identities. */
    static void match(TrustPolicy policy, X509Certificate signer) throws NotationException {
        if (policy.identities().contains(TrustPolicy.WILDCARD)) {
            return;
        }
        List<DistinguishedName> trusted = names(policy.name(), policy.identities());
        if (trusted.isEmpty()) {
            throw new NotationException(
                    "no x509 trusted identities are configured in the trust policy \"" + policy.name() + "\"");
        }
        DistinguishedName subject = DistinguishedName.of(signer);
        if (trusted.stream().noneMatch(name -> name.isSubsetOf(subject))) {
            throw new NotationException("signing certificate from the digital signature, \""
                    + Certificates.subject(signer) + "\", does not match the X.509 trusted identities "
                    + policy.identities() + " defined in the trust policy \"" + policy.name() + "\"");
        }
    }

    /** Identities of other kinds are for plugins; they are skipped here as the reference implementation does. */
    private static List<DistinguishedName> names(String policy, List<String> identities) throws NotationException {
        List<DistinguishedName> names = new ArrayList<>();
        for (String identity : identities) {
            if (identity.isEmpty()) {
                throw problem(policy, "has an empty trusted identity");
            }
            int colon = identity.indexOf(':');
            if (colon < 0 && !identity.equals(TrustPolicy.WILDCARD)) {
                throw problem(policy, "has trusted identity \"" + identity + "\" missing separator");
            }
            if (colon >= 0 && identity.substring(0, colon).equals(SUBJECT)) {
                names.add(name(policy, identity, identity.substring(colon + 1)));
            }
        }
        return names;
    }

    private static DistinguishedName name(String policy, String identity, String value) throws NotationException {
        if (value.isEmpty()) {
            throw problem(policy, "has trusted identity \"" + identity + "\" without an identity value");
        }
        try {
            return DistinguishedName.parse(value);
        } catch (NotationException e) {
            throw problem(
                    policy, "has trusted identity \"" + identity + "\" with invalid identity value: " + e.getMessage());
        }
    }

    private static NotationException problem(String policy, String what) {
        return new NotationException("trust policy statement \"" + policy + "\" " + what);
    }
}
