package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** Knows who may call which cluster. */
interface TokenCheck {
    /**
     * @param cluster the cluster's key in the path
     * @param bearer the bearer token, or null
     * @param certificate the verified client certificate of the connection, or null
     * @return empty for somebody unknown
     */
    Optional<Caller> authenticate(String cluster, String bearer, X509Certificate certificate);
}
