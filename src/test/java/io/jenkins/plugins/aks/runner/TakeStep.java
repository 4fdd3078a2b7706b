package io.jenkins.plugins.aks.runner;

import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code take()}: returns what the nearest {@code give} gave, and needs one. */
public final class TakeStep extends Step {

    @DataBoundConstructor
    public TakeStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    private static final class Execution extends SynchronousStepExecution<String> {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        protected String run() throws Exception {
            String value = getContext().get(Given.class).value();
            Calls.add("took " + value);
            return value;
        }
    }

    /** The step's descriptor. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "take";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Given.class);
        }
    }
}
