package io.jenkins.plugins.aks.pipeline;

import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A Pipeline step that runs one {@link Operation} in the cloud. A subclass holds parameters, and makes the operation from
 * them; mandatory parameters are those of its one data-bound constructor, all others setters with a default. What the
 * subclass keeps must be strings, booleans, numbers, lists or maps, readable by a getter of each parameter's name:
 * {@link StepArguments} saves these values, never the step itself.
 */
public abstract class AksStep extends Step {
    /** The default of {@link #getTimeLimit}, unless a step says otherwise. */
    public static final String TIME_LIMIT = "2h";

    private String credentialsId;
    private String cloud;
    private String subscription;
    private String resourceGroup;
    private String cluster;
    private String onAbort;
    private String timeLimit;

    /**
     * Makes the operation from this step's parameters, and refuses wrong ones. Called on the Pipeline's own thread to
     * validate, and again on an engine thread to run: it must not send, read or write anything.
     *
     * @throws OperationException an {@link io.jenkins.plugins.aks.operation.InvalidParameterException} for a wrong parameter
     */
    protected abstract Operation<AksSession> operation(AksScope scope) throws OperationException;

    /** How the log and the status call this step, e.g. {@code "aksCreate demo"}; the function's name alone by default. */
    protected String title() {
        return getDescriptor().getFunctionName();
    }

    /** The time limit where the user gives none. The form's default must be the same. */
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new AksStepExecution(context, Scopes.save(this));
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getCloud() {
        return cloud;
    }

    @DataBoundSetter
    public void setCloud(String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
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

    /** {@code cancel}, {@code detach} or {@code delete}; see {@link io.jenkins.plugins.aks.operation.OnAbort}. */
    public String getOnAbort() {
        return onAbort == null ? AbortChoice.DEFAULT : onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = Util.fixEmptyAndTrim(onAbort);
    }

    /** A duration such as {@code 45m} or {@code 1h30m}. */
    public String getTimeLimit() {
        return timeLimit == null ? defaultTimeLimit() : timeLimit;
    }

    @DataBoundSetter
    public void setTimeLimit(String timeLimit) {
        this.timeLimit = Util.fixEmptyAndTrim(timeLimit);
    }
}
