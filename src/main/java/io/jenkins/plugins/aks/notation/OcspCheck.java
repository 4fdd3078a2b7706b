package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Asks OCSP responders; the first that answers with a status decides. */
final class OcspCheck {
    static final int LIMIT = 20 << 10;
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Longer requests are posted: RFC 6960, appendix A. */
    private static final int LONGEST_GET = 255;

    private final Fetcher fetcher;
    private final Clock clock;

    OcspCheck(Fetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    Revocation.Finding check(
            X509Certificate certificate, X509Certificate issuer, List<String> urls, Optional<Instant> signed) {
        Revocation.Finding last = Revocation.Finding.unknown("no OCSP responder");
        for (String url : urls) {
            if (!RevocationUrls.isHttp(url)) {
                last = Revocation.Finding.unknown("OCSP responder " + url + " is not reached by http");
                continue;
            }
            try {
                return ask(certificate.getSerialNumber(), issuer, url, signed);
            } catch (IOException | NotationException e) {
                last = Revocation.Finding.unknown("OCSP responder " + url + ": " + e.getMessage());
            } catch (OCSPException | OperatorException | RuntimeException e) {
                last = Revocation.Finding.unknown(
                        "OCSP responder " + url + " gave a malformed answer: " + e.getMessage());
            } catch (CertificateException e) {
                last = Revocation.Finding.unknown("the issuer's certificate: " + e.getMessage());
            }
        }
        return last;
    }

    private Revocation.Finding ask(BigInteger serial, X509Certificate issuer, String url, Optional<Instant> signed)
            throws IOException, NotationException, OCSPException, OperatorException, CertificateException {
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        X509CertificateHolder holder = new JcaX509CertificateHolder(issuer);
        CertificateID id = new CertificateID(digests.get(CertificateID.HASH_SHA1), holder, serial);
        byte[] request = new OCSPReqBuilder().addRequest(id).build().getEncoded();
        BasicOCSPResp response = OcspAnswer.read(fetcher.fetch(request(url, request)), issuer, clock.instant());
        for (SingleResp single : response.getResponses()) {
            if (single.getCertID().getSerialNumber().equals(serial)
                    && single.getCertID().matchesIssuer(holder, digests)) {
                return finding(single, url, signed);
            }
        }
        throw new NotationException("the answer is about another certificate");
    }

    private Revocation.Finding finding(SingleResp single, String url, Optional<Instant> signed)
            throws NotationException, IOException {
        if (single.getNextUpdate() == null
                || clock.instant().isAfter(single.getNextUpdate().toInstant())) {
            throw new NotationException("expired OCSP response");
        }
        if (single.getCertStatus() == CertificateStatus.GOOD) {
            return new Revocation.Finding(RevocationStatus.GOOD, "");
        }
        if (!(single.getCertStatus() instanceof RevokedStatus)) {
            return Revocation.Finding.unknown("OCSP responder " + url + " does not know the certificate");
        }
        Extension invalid = single.getExtension(Extension.invalidityDate);
        boolean earlier = invalid != null && signed.isPresent() && InvalidityDate.isAfter(signed.get(), invalid);
        return new Revocation.Finding(earlier ? RevocationStatus.GOOD : RevocationStatus.REVOKED, "");
    }

    private static Fetcher.Request request(String url, byte[] request) {
        String encoded = URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.UTF_8);
        if (encoded.length() >= LONGEST_GET) {
            return new Fetcher.Request(url, Optional.of(request), LIMIT, TIMEOUT);
        }
        String separator = url.endsWith("/") ? "" : "/";
        return new Fetcher.Request(url + separator + encoded, Optional.empty(), LIMIT, TIMEOUT);
    }
}
