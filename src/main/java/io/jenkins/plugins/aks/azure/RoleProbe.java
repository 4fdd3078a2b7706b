package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/**
 * Tells whether a new role counts already: what was assigned takes up to ten minutes until a service knows it.
 *
 * @param <S> the session
 */
@FunctionalInterface
public interface RoleProbe<S> {

    /** What is still refused, for the log and for errors; empty once the role counts. */
    Optional<String> missing(S session, Role role) throws OperationException, TransientException;
}
