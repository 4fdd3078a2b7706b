package io.jenkins.plugins.aks.pipeline;

import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The end of a step whose operation has ended. */
record StepEnd(StepContext context) implements End {
    @Override
    public void succeeded(Map<String, Object> result) {
        context.onSuccess(result);
    }

    @Override
    public void failed(Throwable cause) {
        Outcome.fail(context, cause);
    }
}
