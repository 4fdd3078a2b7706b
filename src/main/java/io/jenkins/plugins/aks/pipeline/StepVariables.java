package io.jenkins.plugins.aks.pipeline;

import hudson.EnvVars;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The environment at a step's place in the Pipeline, asked for anew each time: what it holds may be secret. */
final class StepVariables {
    private final StepContext context;

    StepVariables(StepContext context) {
        this.context = context;
    }

    Optional<SecretText> find(String name) throws OperationException {
        try {
            EnvVars all = context.get(EnvVars.class);
            String value = all == null ? null : all.get(name);
            return value == null ? Optional.empty() : Optional.of(() -> value);
        } catch (IOException e) {
            throw unreadable(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(name, e);
        }
    }

    private static OperationException unreadable(String name, Exception cause) {
        return new OperationException(
                "the environment variable " + name + " of the Pipeline cannot be read. Run the step again.", cause);
    }
}
