package io.jenkins.plugins.aks.sandbox.mesh;

import io.jenkins.plugins.aks.sandbox.Pem;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a proxy or a control plane shows of itself in a handshake.
 *
 * @param chain its own certificate first
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
        chain = List.copyOf(chain);
    }

    /** The chain as PEM, its own certificate first. */
    public String pem() {
        StringBuilder text = new StringBuilder();
        chain.forEach(each -> text.append(Pem.text(each)));
        return text.toString();
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }
}
