package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Waits until objects of a cluster are ready, have a condition, or are gone (W021). */
public final class KubeWaitStep extends ObjectsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    /** The default of {@link #getUntil}. */
    public static final String READY = "ready";

    private String until;

    @DataBoundConstructor
    public KubeWaitStep(String kind) {
        super(kind);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new KubeWait(scope.kubernetesId(), choice(), WaitGoal.parse(getUntil()));
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    /** {@code ready}, {@code deleted}, or {@code condition=Type}. */
    public String getUntil() {
        return until == null ? READY : until;
    }

    @DataBoundSetter
    public void setUntil(String until) {
        this.until = Util.fixEmptyAndTrim(until);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeWait", "Kubernetes: wait until objects are ready or gone");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
