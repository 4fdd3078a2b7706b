package io.jenkins.plugins.aks.sandbox.mesh;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The log of istiod, as far as it tells of its certificate authority. */
public final class DiscoveryLog {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Instant now;
    private final StringBuilder text = new StringBuilder();

    DiscoveryLog(Instant now) {
        this.now = now;
    }

    /** What it writes when the files of its authority have changed. */
    public static String reloaded(CaBundle authority, Instant now) {
        return new DiscoveryLog(now)
                .line("info", "Update Istiod cacerts")
                .certificates(authority, true)
                .text();
    }

    /** What it writes when files have come that are no authority: it goes on with those that it had. */
    public static String refused(CaTrouble trouble, Instant now) {
        return new DiscoveryLog(now)
                .line("error", "Failed to update new Plug-in CA certs: " + trouble.getMessage())
                .text();
    }

    DiscoveryLog line(String level, String message) {
        text.append(MICROS.format(now))
                .append('\t')
                .append(level)
                .append('\t')
                .append(message)
                .append('\n');
        return this;
    }

    /** Its own certificate and those that lead to the root; of an authority that signed itself that one alone. */
    DiscoveryLog certificates(CaBundle authority, boolean plugged) {
        if (plugged) {
            X509Certificate own =
                    Issuer.issue(authority, Identities.names(""), now).certificate();
            List.of(own, authority.certificate(), authority.root()).forEach(this::certificate);
        } else {
            certificate(authority.certificate());
        }
        return line("info", "Istiod certificates are reloaded")
                .line("info", "spiffe\tAdded 1 certs to trust domain cluster.local in peer cert verifier");
    }

    private void certificate(X509Certificate certificate) {
        line(
                "info",
                "x509 cert - Issuer: \"" + certificate.getIssuerX500Principal().getName() + "\", Subject: \""
                        + certificate.getSubjectX500Principal().getName() + "\", SN: "
                        + certificate.getSerialNumber().toString(16) + ", NotBefore: \""
                        + certificate.getNotBefore().toInstant() + "\", NotAfter: \""
                        + certificate.getNotAfter().toInstant() + "\"");
    }

    String text() {
        return text.toString();
    }
}
