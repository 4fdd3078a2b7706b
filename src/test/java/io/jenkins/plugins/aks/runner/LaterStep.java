package io.jenkins.plugins.aks.runner;

import hudson.AbortException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code later}: an asynchronous step whose end comes from another thread: a value, a failure, or something foreign. */
public final class LaterStep extends Step {

    private final Object value;
    private String failure;
    private boolean foreign;

    @DataBoundConstructor
    public LaterStep(Object value) {
        this.value = value;
    }

    @DataBoundSetter
    public void setFailure(String failure) {
        this.failure = failure;
    }

    @DataBoundSetter
    public void setForeign(boolean foreign) {
        this.foreign = foreign;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final transient LaterStep step;

        Execution(StepContext context, LaterStep step) {
            super(context);
            this.step = step;
        }

        @Override
        public boolean start() {
            Calls.add("later " + step.value);
            new Thread(this::end).start();
            return false;
        }

        private void end() {
            if (step.failure != null) {
                getContext().onFailure(new AbortException(step.failure));
            } else {
                getContext().onSuccess(step.foreign ? new StringBuilder[] {new StringBuilder()} : step.value);
            }
        }
    }

    /** The step's descriptor. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "later";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
