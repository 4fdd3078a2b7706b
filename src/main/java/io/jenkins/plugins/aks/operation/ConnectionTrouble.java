package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Tells connection trouble that passes from trouble that does not. */
public final class ConnectionTrouble {
    private static final int DEEPEST = 20;

    private ConnectionTrouble() {}

    /**
     * @param subject what was tried, e.g. {@code GET /subscriptions/…}
     * @return the final failure, for the caller to throw
     * @throws TransientException where trying again may help
     */
    public static OperationException of(String subject, RuntimeException failure) throws TransientException {
        if (find(InterruptedException.class, failure) != null) {
            Thread.currentThread().interrupt();
            throw new TransientException(subject + ": interrupted", failure);
        }
        if (find(CertificateException.class, failure) != null
                || (find(SSLException.class, failure) != null && isUntrusted(failure))) {
            return new OperationException(
                    subject + ": the server's TLS certificate is not trusted: " + root(failure)
                            + ". Add the certificate authority (PEM) to the cloud's settings; verification is never"
                            + " switched off.",
                    failure);
        }
        if (find(IOException.class, failure) != null || find(TimeoutException.class, failure) != null) {
            throw new TransientException(subject + ": connection failed: " + root(failure), failure);
        }
        throw failure;
    }

    /** The failure itself or the first of its causes that is of this type; null where none is. */
    public static <T extends Throwable> T find(Class<T> type, Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static boolean isUntrusted(Throwable failure) {
        return find(javax.net.ssl.SSLPeerUnverifiedException.class, failure) != null
                || String.valueOf(root(failure)).contains("PKIX");
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
