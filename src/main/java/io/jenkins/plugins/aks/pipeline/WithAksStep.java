package io.jenkins.plugins.aks.pipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Says once for all steps in its body which credential, subscription, resource group, cluster and location they use. It
 * sends nothing. Blocks nest: what an inner one does not say, the outer one says.
 */
public final class WithAksStep extends Step {
    private String cloud;
    private String credentialsId;
    private String subscription;
    private String resourceGroup;
    private String cluster;
    private String fleet;
    private String location;

    @DataBoundConstructor
    public WithAksStep() {}

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (cluster != null && fleet != null) {
            throw Failures.abort(new InvalidParameterException(
                    "fleet",
                    fleet,
                    "one of cluster and fleet: the steps inside talk to the one or to the hub of the other",
                    "Leave one of them out; blocks nest."));
        }
        return new WithAksExecution(context, toContext(), credentialsId);
    }

    private AksContext toContext() {
        return AksContext.empty()
                .withCloud(cloud)
                .withCredentialsId(credentialsId)
                .withSubscription(subscription)
                .withResourceGroup(resourceGroup)
                .withCluster(cluster)
                .withFleet(fleet)
                .withLocation(location);
    }

    public String getCloud() {
        return cloud;
    }

    @DataBoundSetter
    public void setCloud(String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    /** Null for an empty one, which a form gives for "none": the Snippet Generator must not print it. */
    public String getCredentialsId() {
        return Util.fixEmptyAndTrim(credentialsId);
    }

    /** Kept as it is, because an empty id is an error of the caller and not a wish for the outer block's credential. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    public String getSubscription() {
        return subscription;
    }

    @DataBoundSetter
    public void setSubscription(String subscription) {
        this.subscription = Util.fixEmptyAndTrim(subscription);
    }

    public String getResourceGroup() {
        return resourceGroup;
    }

    @DataBoundSetter
    public void setResourceGroup(String resourceGroup) {
        this.resourceGroup = Util.fixEmptyAndTrim(resourceGroup);
    }

    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    public String getFleet() {
        return fleet;
    }

    @DataBoundSetter
    public void setFleet(String fleet) {
        this.fleet = Util.fixEmptyAndTrim(fleet);
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    /** Needs neither workspace nor launcher, so that the step may stand in Declarative options. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            return super.newInstance(GivenArguments.of(getFunctionName(), clazz, arguments));
        }

        @Override
        public String getFunctionName() {
            return "withAks";
        }

        @Override
        public String getDisplayName() {
            return "Azure credential, subscription, resource group and cluster for the steps inside";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(AksContext.class, EnvironmentExpander.class);
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return FormChoices.credentials(item, credentialsId);
        }

        @POST
        public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
            return FormChoices.clouds(item, cloud);
        }
    }
}
