package io.jenkins.plugins.aks.runner;

import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code hold}: an asynchronous step that never ends unless it is stopped; the end comes from another thread. */
public final class HoldStep extends Step {

    private final String name;

    @DataBoundConstructor
    public HoldStep(String name) {
        this.name = name;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, name);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final String name;

        Execution(StepContext context, String name) {
            super(context);
            this.name = name;
        }

        @Override
        public boolean start() throws Exception {
            Calls.entered(name, getContext().get(FlowNode.class).getId());
            return false;
        }

        @Override
        public void stop(Throwable cause) {
            Calls.add("stopped " + name);
            new Thread(() -> getContext().onFailure(cause)).start();
        }
    }

    /** The step's descriptor. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "hold";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
