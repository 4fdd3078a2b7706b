package io.jenkins.plugins.aks.kit;

import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step with one problem of each kind. */
public final class BrokenStep extends Step {
    private int count = 3;
    private boolean strict = true;
    private String color;
    private String hidden;

    @DataBoundConstructor
    public BrokenStep() {}

    @Override
    public StepExecution start(StepContext context) {
        throw new UnsupportedOperationException();
    }

    public int getCount() {
        return count;
    }

    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    public boolean isStrict() {
        return strict;
    }

    @DataBoundSetter
    public void setStrict(boolean strict) {
        this.strict = strict;
    }

    public String getColor() {
        return color;
    }

    @DataBoundSetter
    public void setColor(String color) {
        this.color = color;
    }

    public String getHidden() {
        return hidden == null ? null : hidden + "!";
    }

    @DataBoundSetter
    public void setHidden(String hidden) {
        this.hidden = hidden + "!";
    }

    /** In no index. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "broken";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
