package io.jenkins.plugins.aks.sandbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The server's TLS: its own certificate, and trust in the client certificates that the sandbox itself gave out. */
final class Tls {
    private static final char[] PASSWORD = {};

    private Tls() {}

    static SSLContext server(CertificateAuthority authority) {
        KeyPair keys = CertificateAuthority.ellipticKey();
        try {
            KeyStore own = empty();
            Certificate[] chain = {authority.serverCertificate(keys.getPublic()), authority.certificate()};
            own.setKeyEntry("server", keys.getPrivate(), PASSWORD, chain);
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(own, PASSWORD);
            KeyStore trusted = empty();
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot set up TLS for the sandbox", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }
}
