package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A block step that acts in the cloud before its body, and again after it: after a body that failed or was stopped too,
 * and after an operation before the body that failed. It returns what its body returns.
 */
public abstract class AksBlockStep extends AksStep {

    /** What happens before the body, by the rules of {@link #operation}. */
    @Override
    protected abstract Operation<AksSession> operation(AksScope scope) throws OperationException;

    /** What happens after the body, by the rules of {@link #operation}. */
    protected abstract Operation<AksSession> after(AksScope scope) throws OperationException;

    /**
     * The context of the steps in the body.
     *
     * @param context that of this step itself
     * @param result what the operation before the body returned
     */
    protected AksContext bodyContext(AksContext context, Map<String, Object> result) {
        return context;
    }

    /**
     * Environment variables for the steps in the body, besides those of the context.
     *
     * @param result what the operation before the body returned
     */
    protected Map<String, String> bodyVariables(Map<String, Object> result) {
        return Map.of();
    }

    /**
     * Variables of the body whose values are secret: the log shows them as ****.
     *
     * @param result what the operation before the body returned
     * @return values that {@link AksSession#seal} gave, by name
     */
    protected Map<String, String> bodySecrets(Map<String, Object> result) {
        return Map.of();
    }

    /**
     * What else the log of the body shows as ****, such as what stands in a file that the body may print.
     *
     * @param result what the operation before the body returned
     * @return values that {@link AksSession#seal} gave
     */
    protected List<String> bodyMasks(Map<String, Object> result) {
        return List.of();
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        return new AksBlockExecution(context, Scopes.save(this));
    }
}
