package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.Prober;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;

/** Probes each connection from where it starts. */
record AnyProber(Prober pods, Prober world) implements Prober {

    @Override
    public Probe start(Connection connection) throws OperationException, TransientException {
        return (connection.from().isWorld() ? world : pods).start(connection);
    }
}
