package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The certificates in the secret of a key vault's certificate: PEM, or PKCS#12 with an empty password. The JDK's key store
 * shows no certificate that has no key beside it, which is what a vault gives out of a key that can't be exported.
 */
final class ChainSecret {
    private ChainSecret() {}

    /** All certificates; the value's private key, if there is one, is not looked at. */
    static List<X509Certificate> read(String contentType, String value) throws NotationException {
        return switch (contentType) {
            case "application/x-pem-file" -> Certificates.fromFile(value.getBytes(StandardCharsets.UTF_8));
            case "application/x-pkcs12" -> pkcs12(value);
            default -> throw new NotationException("content type '" + contentType + "'");
        };
    }

    private static List<X509Certificate> pkcs12(String base64) throws NotationException {
        try {
            PKCS12PfxPdu file = new PKCS12PfxPdu(Base64.getDecoder().decode(base64));
            List<X509Certificate> certificates = new ArrayList<>();
            for (ContentInfo part : file.getContentInfos()) {
                for (PKCS12SafeBag bag : bags(part).getSafeBags()) {
                    if (bag.getBagValue() instanceof X509CertificateHolder holder) {
                        certificates.add(Certificates.fromDer(holder.getEncoded()));
                    }
                }
            }
            return certificates;
        } catch (IOException | PKCSException | RuntimeException e) {
            throw new NotationException("not a PKCS#12 file with an empty password: " + e.getMessage(), e);
        }
    }

    private static PKCS12SafeBagFactory bags(ContentInfo part) throws PKCSException {
        if (part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
            InputDecryptorProvider decryptor = new JcePKCSPBEInputDecryptorProviderBuilder().build(new char[0]);
            return new PKCS12SafeBagFactory(part, decryptor);
        }
        return new PKCS12SafeBagFactory(part);
    }
}
