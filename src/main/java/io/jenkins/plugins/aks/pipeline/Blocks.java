package io.jenkins.plugins.aks.pipeline;

import hudson.console.ConsoleLogFilter;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Bodies that see an {@link AksContext}, its environment variables, and secrets that the log does not show. */
final class Blocks {
    private Blocks() {}

    static BodyExecution invoke(StepContext context, AksContext inside, BodyExecutionCallback callback)
            throws OperationException {
        return invoke(context, inside, Map.of(), Map.of(), List.of(), callback);
    }

    /**
     * @param variables besides those of the context
     * @param secrets more variables, whose values are {@link Sealed}
     * @param masks what else the log does not show, {@link Sealed}
     */
    static BodyExecution invoke(
            StepContext context,
            AksContext inside,
            Map<String, String> variables,
            Map<String, String> secrets,
            List<String> masks,
            BodyExecutionCallback callback)
            throws OperationException {
        Map<String, String> all = new TreeMap<>(inside.environment());
        all.putAll(variables);
        try {
            EnvironmentExpander outer = context.get(EnvironmentExpander.class);
            EnvironmentExpander own = EnvironmentExpander.constant(all);
            EnvironmentExpander visible = EnvironmentExpander.merge(outer, own);
            BodyInvoker body = context.newBodyInvoker().withContext(inside).withCallback(callback);
            List<String> hidden = new ArrayList<>(secrets.values());
            hidden.addAll(masks);
            if (hidden.isEmpty()) {
                return body.withContext(visible).start();
            }
            ConsoleLogFilter filter = context.get(ConsoleLogFilter.class);
            return body.withContext(EnvironmentExpander.merge(visible, new SecretVariables(secrets)))
                    .withContext(BodyInvoker.mergeConsoleLogFilters(filter, new SecretMask(hidden)))
                    .start();
        } catch (IOException e) {
            throw new OperationException("the body of the step cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("the body of the step cannot be started: interrupted", e);
        }
    }
}
