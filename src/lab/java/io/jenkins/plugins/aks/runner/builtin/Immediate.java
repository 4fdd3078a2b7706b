package io.jenkins.plugins.aks.runner.builtin;

import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;

/** A step that is done at once. */
final class Immediate extends SynchronousStepExecution<Object> {

    private static final long serialVersionUID = 1L;

    private final transient Callable<?> action;

    Immediate(StepContext context, Callable<?> action) {
        super(context);
        this.action = action;
    }

    @Override
    protected Object run() throws Exception {
        return action.call();
    }
}
