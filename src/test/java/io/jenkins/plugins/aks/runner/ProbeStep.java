package io.jenkins.plugins.aks.runner;

import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code probe}: a synchronous step with every kind of parameter; returns what it was given. */
public final class ProbeStep extends Step {

    /** A parameter's type that is an enum. */
    public enum Colour {
        RED,
        GREEN
    }

    private final String name;
    private int count = 1;
    private boolean flag;
    private Colour colour;
    private List<String> items;
    private Map<String, String> labels;
    private ProbeDetail detail;

    @DataBoundConstructor
    public ProbeStep(String name) {
        this.name = name;
    }

    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    @DataBoundSetter
    public void setFlag(boolean flag) {
        this.flag = flag;
    }

    @DataBoundSetter
    public void setColour(Colour colour) {
        this.colour = colour;
    }

    @DataBoundSetter
    public void setItems(List<String> items) {
        this.items = items;
    }

    @DataBoundSetter
    public void setLabels(Map<String, String> labels) {
        this.labels = labels;
    }

    @DataBoundSetter
    public void setDetail(ProbeDetail detail) {
        this.detail = detail;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, this);
    }

    private static final class Execution extends SynchronousStepExecution<Map<String, Object>> {
        private static final long serialVersionUID = 1L;
        private final transient ProbeStep step;

        Execution(StepContext context, ProbeStep step) {
            super(context);
            this.step = step;
        }

        @Override
        protected Map<String, Object> run() throws Exception {
            Calls.add("probe " + step.name);
            getContext().get(TaskListener.class).getLogger().println("probing " + step.name);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("name", step.name);
            result.put("count", step.count);
            result.put("flag", step.flag);
            result.put("colour", step.colour == null ? null : step.colour.name());
            result.put("items", step.items);
            result.put("labels", step.labels);
            result.put("detail", step.detail == null ? null : step.detail.getText() + step.detail.getLevel());
            result.put("node", getContext().get(FlowNode.class).getId());
            result.put("build", getContext().get(Run.class).getNumber());
            result.put("greeting", getContext().get(EnvVars.class).get("GREETING"));
            result.put("big", 5_000_000_000L);
            return result;
        }
    }

    /** The step's descriptor. */
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "probe";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
