package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/** Tries connections. What can reach a source implements it; a probe holds no thread. */
public interface Prober {

    /**
     * Begins a probe.
     *
     * @throws OperationException where no probe of this kind can ever work, e.g. because the identity may not exec
     */
    Probe start(Connection connection) throws OperationException, TransientException;

    /** A probe that is under way. */
    interface Probe extends AutoCloseable {

        /** What it has seen; empty while it runs. */
        Optional<Seen> look() throws OperationException, TransientException;

        @Override
        void close();
    }
}
