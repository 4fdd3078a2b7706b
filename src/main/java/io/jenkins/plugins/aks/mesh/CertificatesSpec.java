package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code meshCertificates} is asked for.
 *
 * @param rootKey the secret that keeps the root's key, which only renewal needs
 * @param renewBefore how long before its end a certificate is made anew
 */
record CertificatesSpec(CaNames names, String rootKey, CaIssuer issuer, Duration renewBefore) {

    static CertificatesSpec of(CaNames names, String rootKey, CaIssuer issuer, Duration renewBefore)
            throws InvalidParameterException {
        Map<String, String> all = new LinkedHashMap<>();
        names.asMap().forEach((parameter, name) -> all.put(parameter, name.toString()));
        all.put("rootKey", rootKey);
        CaNames.distinct(all);
        if (!List.of(2048, 3072, 4096).contains(issuer.keySize())) {
            throw new InvalidParameterException(
                    "keySize", issuer.keySize(), "2048, 3072, 4096", "The workshop's keys have 4096 bits.");
        }
        if (!issuer.organization().matches("[\\p{Alnum} .,'()&-]{1,64}")) {
            throw new InvalidParameterException(
                    "organization",
                    issuer.organization(),
                    "1 to 64 letters, digits, blanks and .,'()&-",
                    "Leave it out for Istio.");
        }
        days("rootDays", issuer.rootValidity());
        days("intermediateDays", issuer.caValidity());
        if (issuer.caValidity().compareTo(issuer.rootValidity()) > 0) {
            throw new InvalidParameterException(
                    "intermediateDays",
                    issuer.caValidity().toDays(),
                    "no more than rootDays, " + issuer.rootValidity().toDays(),
                    "An intermediate CA must not outlive its root.");
        }
        if (renewBefore.compareTo(issuer.caValidity()) >= 0) {
            throw new InvalidParameterException(
                    "renewBefore",
                    renewBefore.toDays() + "d",
                    "less than intermediateDays, " + issuer.caValidity().toDays() + "d",
                    "Otherwise every run would make a new intermediate CA.");
        }
        return new CertificatesSpec(names, rootKey, issuer, renewBefore);
    }

    private static void days(String parameter, Duration given) throws InvalidParameterException {
        if (given.toDays() < 1 || given.toDays() > 36_500) {
            throw new InvalidParameterException(parameter, given.toDays(), "1 to 36500 days", "Correct the number.");
        }
    }

    List<String> secrets() {
        return List.of(rootKey, names.rootCert(), names.caKey(), names.caCert(), names.certChain());
    }
}
