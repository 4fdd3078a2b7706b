package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Extension;

/** From when on a revoked key was bad: what was signed before stays good. */
final class InvalidityDate {
    private InvalidityDate() {}

    static boolean isAfter(Instant signed, Extension extension) throws IOException {
        return isAfter(signed, extension.getExtnValue().getEncoded());
    }

    /** @param extension the extension's value in its OCTET STRING */
    static boolean isAfter(Instant signed, byte[] extension) throws IOException {
        try {
            byte[] value = ASN1OctetString.getInstance(extension).getOctets();
            Instant invalid = ASN1GeneralizedTime.getInstance(ASN1Primitive.fromByteArray(value))
                    .getDate()
                    .toInstant();
            return signed.isBefore(invalid);
        } catch (ParseException | RuntimeException e) {
            throw new IOException("malformed invalidity date", e);
        }
    }
}
