package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the four secrets that the Istio add-on takes its CA from (W057, W061). */
record CaNames(String rootCert, String caCert, String caKey, String certChain) {
    static final String ROOT_CERT = "istio-root-cert";
    static final String CA_CERT = "istio-intermediate-cert";
    static final String CA_KEY = "istio-intermediate-key";
    static final String CERT_CHAIN = "istio-cert-chain";

    static CaNames of(String rootCert, String caCert, String caKey, String certChain) throws InvalidParameterException {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("rootCert", rootCert);
        names.put("caCert", caCert);
        names.put("caKey", caKey);
        names.put("certChain", certChain);
        distinct(names);
        return new CaNames(rootCert, caCert, caKey, certChain);
    }

    /** @param names secrets by the parameter that names them */
    static void distinct(Map<String, String> names) throws InvalidParameterException {
        Map<String, String> seen = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : names.entrySet()) {
            String name = each.getValue();
            if (!name.matches("[0-9a-zA-Z-]{1,127}")) {
                throw new InvalidParameterException(
                        each.getKey(),
                        name,
                        "1 to 127 letters, digits and hyphens",
                        "Choose such a name for the secret.");
            }
            String other = seen.put(name.toLowerCase(java.util.Locale.ROOT), each.getKey());
            if (other != null) {
                throw new InvalidParameterException(
                        each.getKey(), name, "another name than that of " + other, "Each is a secret of its own.");
            }
        }
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rootCert", rootCert);
        map.put("caCert", caCert);
        map.put("caKey", caKey);
        map.put("certChain", certChain);
        return map;
    }
}
