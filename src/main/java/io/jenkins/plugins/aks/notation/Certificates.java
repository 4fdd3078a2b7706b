package io.jenkins.plugins.aks.notation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/** Reads certificates and names them. */
public final class Certificates {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
    private static final int SIGNATURE = 2;

    private Certificates() {}

    /** One certificate. What is not strict DER is refused: the JDK would read some altered bytes as the same one. */
    public static X509Certificate fromDer(byte[] der) throws NotationException {
        checkStrict(der);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new NotationException("malformed certificate: " + e.getMessage(), e);
        }
    }

    /** All certificates of a file: PEM with any text around, or DER, one after the other. */
    public static List<X509Certificate> fromFile(byte[] file) throws NotationException {
        Matcher pem = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
        List<X509Certificate> found = new ArrayList<>();
        while (pem.find()) {
            found.add(fromDer(decode(pem.group(1))));
        }
        return found.isEmpty() ? fromConcatenated(file) : found;
    }

    public static byte[] der(X509Certificate certificate) throws NotationException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new NotationException("A certificate cannot be written", e);
        }
    }

    /** SHA-256 of the certificate in lower-case hex. */
    public static String thumbprint(X509Certificate certificate) throws NotationException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /** The subject as RFC 2253 writes it, e.g. {@code CN=wabbit-networks.io,O=Notation,L=Seattle,ST=WA,C=US}. */
    public static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static List<X509Certificate> fromConcatenated(byte[] file) throws NotationException {
        List<X509Certificate> found = new ArrayList<>();
        try (ASN1InputStream in = new ASN1InputStream(file)) {
            for (ASN1Primitive next = in.readObject(); next != null; next = in.readObject()) {
                found.add(fromDer(next.getEncoded()));
            }
        } catch (IOException | RuntimeException e) {
            throw new NotationException("neither PEM nor DER certificates", e);
        }
        return found;
    }

    private static byte[] decode(String base64) throws NotationException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new NotationException("malformed PEM", e);
        }
    }

    private static void checkStrict(byte[] der) throws NotationException {
        try {
            ASN1Sequence certificate = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
            ASN1BitString signature = ASN1BitString.getInstance(certificate.getObjectAt(SIGNATURE));
            if (signature.getPadBits() != 0 || !Arrays.equals(certificate.getEncoded(ASN1Encoding.DER), der)) {
                throw new NotationException("malformed certificate: it is not in DER");
            }
        } catch (IOException | RuntimeException e) {
            throw new NotationException("malformed certificate: " + e.getMessage(), e);
        }
    }
}
