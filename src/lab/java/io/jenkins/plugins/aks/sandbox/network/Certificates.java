package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.Pem;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Certificates as OpenSSL's programs write them. */
final class Certificates {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Certificates() {}

    /** What {@code curl -w '%{certs}'} writes of a chain. */
    static String curl(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : chain) {
            text.append("Subject:").append(name(each.getSubjectX500Principal().getName()));
            text.append("\nIssuer:").append(name(each.getIssuerX500Principal().getName()));
            text.append("\nVersion:2\nSerial Number:")
                    .append(each.getSerialNumber().toString(16));
            text.append("\nStart date:").append(TIME.format(each.getNotBefore().toInstant()));
            text.append("\nExpire date:").append(TIME.format(each.getNotAfter().toInstant()));
            text.append('\n').append(Pem.text(each));
        }
        return text.toString();
    }

    /** What {@code openssl s_client} writes of a chain; of the certificates but the first only on request. */
    static String client(List<X509Certificate> chain, boolean all) {
        StringBuilder text = new StringBuilder("---\nCertificate chain\n");
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate each = chain.get(i);
            text.append(' ')
                    .append(i)
                    .append(" s:")
                    .append(name(each.getSubjectX500Principal().getName()));
            text.append("\n   i:").append(name(each.getIssuerX500Principal().getName()));
            text.append("\n   v:NotBefore: ")
                    .append(TIME.format(each.getNotBefore().toInstant()));
            text.append("; NotAfter: ")
                    .append(TIME.format(each.getNotAfter().toInstant()))
                    .append('\n');
            if (all) {
                text.append(Pem.text(each));
            }
        }
        text.append("---\nServer certificate\n");
        text.append(all ? "" : Pem.text(chain.get(0)));
        text.append("subject=")
                .append(name(chain.get(0).getSubjectX500Principal().getName()));
        text.append("\nissuer=")
                .append(name(chain.get(0).getIssuerX500Principal().getName()));
        return text.append("\n---\n").toString();
    }

    /** {@code O=Istio,CN=Root CA} becomes {@code CN = Root CA, O = Istio}. */
    private static String name(String rfc) {
        List<String> parts = new ArrayList<>(List.of(rfc.split("(?<!\\\\),")));
        Collections.reverse(parts);
        return String.join(", ", parts).replace("=", " = ");
    }
}
