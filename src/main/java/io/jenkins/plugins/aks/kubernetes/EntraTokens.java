package io.jenkins.plugins.aks.kubernetes;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;

/**
 * Makes the tokens for Entra clusters.
 *
 * @param identity whose tokens they are: equal for the same identity, so that connections are shared
 */
public record EntraTokens(Object identity, Source source) {

    /** Caches by itself; it is asked before every request. */
    @FunctionalInterface
    public interface Source {

        /** @param scope e.g. {@code 6dae42f8-4368-4678-94ff-3960e28e3630/.default} */
        String token(String scope) throws OperationException, TransientException;
    }
}
