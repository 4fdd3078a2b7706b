package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Bodies that see an {@link AksContext}, and its environment variables. */
final class Blocks {
    private Blocks() {}

    static BodyExecution invoke(StepContext context, AksContext inside, BodyExecutionCallback callback)
            throws OperationException {
        return invoke(context, inside, Map.of(), callback);
    }

    /** @param variables besides those of the context */
    static BodyExecution invoke(
            StepContext context, AksContext inside, Map<String, String> variables, BodyExecutionCallback callback)
            throws OperationException {
        Map<String, String> all = new TreeMap<>(inside.environment());
        all.putAll(variables);
        try {
            EnvironmentExpander outer = context.get(EnvironmentExpander.class);
            EnvironmentExpander own = EnvironmentExpander.constant(all);
            return context.newBodyInvoker()
                    .withContext(inside)
                    .withContext(EnvironmentExpander.merge(outer, own))
                    .withCallback(callback)
                    .start();
        } catch (IOException e) {
            throw new OperationException("the body of the step cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("the body of the step cannot be started: interrupted", e);
        }
    }
}
