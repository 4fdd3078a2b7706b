package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.OperationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Which certificate authorities a cloud's servers may be signed by: Java's own and the cloud's extra ones. */
final class Trust {
    private Trust() {}

    /** @param caPem one or more certificates as PEM; empty for none */
    static SSLContext context(String caPem) throws OperationException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (caPem.isBlank()) {
                context.init(null, null, null);
            } else {
                context.init(null, new X509TrustManager[] {manager(caPem)}, null);
            }
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new OperationException(
                    "the cloud's certificate authority cannot be read: " + e.getMessage()
                            + ". Give certificates as PEM (-----BEGIN CERTIFICATE-----).",
                    e);
        }
    }

    private static X509TrustManager manager(String caPem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Collection<? extends Certificate> extra = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)));
        if (extra.isEmpty()) {
            throw new IOException("it holds no certificate");
        }
        int number = 0;
        for (Certificate certificate : extra) {
            store.setCertificateEntry("extra-" + number++, certificate);
        }
        for (Certificate certificate : managerOf(null).getAcceptedIssuers()) {
            store.setCertificateEntry("default-" + number++, certificate);
        }
        return managerOf(store);
    }

    private static X509TrustManager managerOf(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no X.509 trust manager");
    }
}
