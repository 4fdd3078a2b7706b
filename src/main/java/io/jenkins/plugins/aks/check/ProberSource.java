package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;

/**
 * Makes probers.
 *
 * @param <S> the session
 */
@FunctionalInterface
public interface ProberSource<S> {

    /** @param clusterId whose pods the probes start from */
    Prober of(S session, String clusterId) throws OperationException, TransientException;
}
