package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.UnsignedEnvelope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A key in a Jenkins credential: PEM in a secret text or file, or a certificate. It is read each time and kept nowhere.
 *
 * @param credentialsId of the credential
 * @param chain further certificates; empty where the credential has all
 */
record CredentialKey(String credentialsId, CertificateSource chain) implements SigningKey {
    static final String PARAMETER = "signingCredentialsId";

    @Override
    public List<X509Certificate> chain(AksSession session) throws OperationException, TransientException {
        SigningKeyFile file = file(session);
        List<X509Certificate> certificates = new ArrayList<>(file.certificates());
        certificates.addAll(chain.read(session));
        try {
            return ChainOrder.of(certificates);
        } catch (NotationException e) {
            throw refused(e.getMessage());
        }
    }

    @Override
    public byte[] sign(AksSession session, UnsignedEnvelope unsigned) throws OperationException, NotationException {
        PrivateKey key = file(session).key();
        return unsigned.kind().sign(key, unsigned.toBeSigned());
    }

    @Override
    public String subject() {
        return "the key of credential " + credentialsId;
    }

    private SigningKeyFile file(AksSession session) throws OperationException {
        try {
            return SigningKeyFile.read(session.secret(PARAMETER, credentialsId));
        } catch (NotationException e) {
            throw refused(e.getMessage());
        }
    }

    private InvalidParameterException refused(String what) {
        return new InvalidParameterException(
                PARAMETER,
                credentialsId,
                "a credential with a private key and its certificates: PEM in a secret text or file, or a certificate",
                "In this one " + what + ".");
    }
}
