package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.ConnectionTrouble;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;

/** Tells trouble that passes from trouble that does not, for a login as for a connection. */
final class Failures {
    private Failures() {}

    /**
     * @param subject what was tried, e.g. {@code GET /subscriptions/…}
     * @return the final failure, for the caller to throw
     * @throws TransientException where trying again may help
     */
    static OperationException of(String subject, RuntimeException failure) throws TransientException {
        LoginFailure login = find(LoginFailure.class, failure);
        return login != null ? login.named() : ConnectionTrouble.of(subject, failure);
    }

    static <T extends Throwable> T find(Class<T> type, Throwable failure) {
        return ConnectionTrouble.find(type, failure);
    }
}
