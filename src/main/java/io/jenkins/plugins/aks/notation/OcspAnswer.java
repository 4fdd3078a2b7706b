package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** An OCSP response that the issuer signed, or somebody whom the issuer appointed for that. */
final class OcspAnswer {
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

    private OcspAnswer() {}

    static BasicOCSPResp read(byte[] bytes, X509Certificate issuer, Instant now)
            throws IOException, OCSPException, OperatorException, NotationException {
        OCSPResp response = new OCSPResp(bytes);
        if (response.getStatus() != OCSPResp.SUCCESSFUL) {
            throw new NotationException("OCSP error, status " + response.getStatus());
        }
        if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
            throw new NotationException("not a basic OCSP response");
        }
        for (X509Certificate signer : signers(basic, issuer, now)) {
            if (basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(signer.getPublicKey()))) {
                return basic;
            }
        }
        throw new NotationException("the OCSP response is not signed by the issuer");
    }

    private static List<X509Certificate> signers(BasicOCSPResp response, X509Certificate issuer, Instant now)
            throws NotationException {
        List<X509Certificate> signers = new ArrayList<>(List.of(issuer));
        try {
            for (X509CertificateHolder holder : response.getCerts()) {
                X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
                List<String> purposes = certificate.getExtendedKeyUsage();
                if (purposes != null
                        && purposes.contains(OCSP_SIGNING)
                        && CertificateChain.isValid(certificate, now)
                        && CertificateChain.issued(certificate, issuer)) {
                    signers.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new NotationException("malformed certificate in the OCSP response: " + e.getMessage(), e);
        }
        return signers;
    }
}
