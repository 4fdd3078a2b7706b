package io.jenkins.plugins.aks.runner;

import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code give('x') { … }}: a block step that gives its body an object, which {@code take} returns. */
public final class GiveStep extends Step {

    private final String value;

    @DataBoundConstructor
    public GiveStep(String value) {
        this.value = value;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, value);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final String value;

        Execution(StepContext context, String value) {
            super(context);
            this.value = value;
        }

        @Override
        public boolean start() {
            getContext()
                    .newBodyInvoker()
                    .withContext(new Given(value))
                    .withCallback(new Tidy(value))
                    .start();
            return false;
        }
    }

    private static final class Tidy extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;
        private final String value;

        Tidy(String value) {
            this.value = value;
        }

        @Override
        protected void finished(StepContext context) {
            Calls.add("tidied " + value);
        }
    }

    /** The step's descriptor. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "give";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
