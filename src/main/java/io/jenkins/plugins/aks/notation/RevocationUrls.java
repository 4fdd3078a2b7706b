package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Where a certificate says that its revocation can be asked for. */
final class RevocationUrls {
    private RevocationUrls() {}

    static List<String> responders(X509Certificate certificate) throws NotationException {
        ASN1Primitive value = extension(certificate.getExtensionValue(Extension.authorityInfoAccess.getId()));
        if (value == null) {
            return List.of();
        }
        List<String> urls = new ArrayList<>();
        try {
            for (AccessDescription access :
                    AuthorityInformationAccess.getInstance(value).getAccessDescriptions()) {
                if (access.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                    add(urls, access.getAccessLocation());
                }
            }
        } catch (RuntimeException e) {
            throw malformed(e);
        }
        return urls;
    }

    static List<String> lists(X509Certificate certificate) throws NotationException {
        return lists(certificate.getExtensionValue(Extension.cRLDistributionPoints.getId()));
    }

    /** @param extension a list of distribution points, of a certificate or of a revocation list */
    static List<String> lists(byte[] extension) throws NotationException {
        ASN1Primitive value = extension(extension);
        if (value == null) {
            return List.of();
        }
        List<String> urls = new ArrayList<>();
        try {
            for (DistributionPoint point : CRLDistPoint.getInstance(value).getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                    for (GeneralName one :
                            GeneralNames.getInstance(name.getName()).getNames()) {
                        add(urls, one);
                    }
                }
            }
        } catch (RuntimeException e) {
            throw malformed(e);
        }
        return urls;
    }

    static boolean isHttp(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("http://");
    }

    private static void add(List<String> urls, GeneralName name) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier) {
            urls.add(ASN1IA5String.getInstance(name.getName()).getString());
        }
    }

    private static ASN1Primitive extension(byte[] value) throws NotationException {
        try {
            return value == null ? null : JcaX509ExtensionUtils.parseExtensionValue(value);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private static NotationException malformed(Exception cause) {
        return new NotationException("malformed certificate extension: " + cause.getMessage(), cause);
    }
}
