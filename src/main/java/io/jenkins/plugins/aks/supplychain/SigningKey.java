package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.UnsignedEnvelope;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.security.cert.X509Certificate;
import java.util.List;

/** What signs: a key somewhere, and the certificates that say whose it is. */
interface SigningKey {

    /** From the signing certificate to the root. */
    List<X509Certificate> chain(AksSession session) throws OperationException, TransientException;

    /** @return the signature in the form that envelopes have it; ECDSA as r and s */
    byte[] sign(AksSession session, UnsignedEnvelope unsigned)
            throws OperationException, TransientException, NotationException;

    /** For the log. */
    String subject();
}
