package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;

/** The operations of steps, for tests in other packages than the step's. */
public final class StepOperations {
    private StepOperations() {}

    public static Operation<AksSession> of(AksStep step, AksScope scope) throws OperationException {
        return step.operation(scope);
    }
}
