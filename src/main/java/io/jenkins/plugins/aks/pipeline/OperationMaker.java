package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;

/** Which of a step's operations to make. */
@FunctionalInterface
interface OperationMaker<S> {
    Operation<AksSession> make(S step, AksScope scope) throws OperationException;
}
