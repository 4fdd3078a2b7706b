package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Makes probers. The section that reaches into pods offers one as a service, so that others can check connections between
 * their own doings without knowing that section.
 *
 * @param <S> the session
 */
public interface ProberSource<S> {

    /** @param clusterId whose pods the probes start from */
    Prober of(S session, String clusterId) throws OperationException, TransientException;

    /** The one that is offered; empty where there is none. */
    @SuppressWarnings("unchecked")
    static <S> Optional<ProberSource<S>> find() {
        return ServiceLoader.load(ProberSource.class, ProberSource.class.getClassLoader())
                .findFirst()
                .map(found -> (ProberSource<S>) found);
    }
}
