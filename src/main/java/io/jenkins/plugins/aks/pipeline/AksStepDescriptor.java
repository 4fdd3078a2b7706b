package io.jenkins.plugins.aks.pipeline;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What Jenkins knows of an {@link AksStep}: its name, and the choices of its form. A subclass is nested in its step,
 * public, and marked with {@code @Extension}. No step needs a workspace, so that each works outside of {@code node} too.
 */
public abstract class AksStepDescriptor extends StepDescriptor {
    private final String functionName;
    private final String displayName;

    protected AksStepDescriptor(String functionName, String displayName) {
        this.functionName = functionName;
        this.displayName = displayName;
    }

    @Override
    public final String getFunctionName() {
        return functionName;
    }

    @Override
    public final String getDisplayName() {
        return displayName;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /** Called for a Pipeline's calls, because it is overridden: see CPS' {@code DSL.invokeStep}. */
    @Override
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        return super.newInstance(GivenArguments.of(functionName, clazz, arguments));
    }

    /** The default of the field {@code timeLimit} in the form; the same as {@link AksStep#defaultTimeLimit}. */
    public String getDefaultTimeLimit() {
        return AksStep.TIME_LIMIT;
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return FormChoices.credentials(item, credentialsId);
    }

    @POST
    public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
        return FormChoices.clouds(item, cloud);
    }

    @POST
    public ListBoxModel doFillOnAbortItems(@AncestorInPath Item item) {
        return FormChoices.of(item, AbortChoice.ALL);
    }
}
