package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;

/** Carries a named login failure through azure-core, whose credentials may throw unchecked exceptions only. */
public final class LoginFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoginFailure(Exception named) {
        super(named.getMessage(), named);
    }

    /** The final failure that was carried, for the caller to throw; one that passes by itself is thrown from here. */
    public OperationException named() throws TransientException {
        if (getCause() instanceof TransientException e) {
            throw e;
        }
        if (getCause() instanceof OperationException e) {
            return e;
        }
        throw this;
    }
}
