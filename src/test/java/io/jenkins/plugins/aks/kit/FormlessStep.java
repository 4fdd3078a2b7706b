package io.jenkins.plugins.aks.kit;

import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A step that has no resources at all. */
public final class FormlessStep extends Step {
    @DataBoundConstructor
    public FormlessStep() {}

    @Override
    public StepExecution start(StepContext context) {
        throw new UnsupportedOperationException();
    }

    /** In no index. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "formless";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
