package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;

/** Restarts the pods of workloads and waits until they are rolled out (W065, W066). */
public final class KubeRestartStep extends ObjectsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    @DataBoundConstructor
    public KubeRestartStep(String kind) {
        super(kind);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new KubeRestart(scope.kubernetesId(), choice());
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeRestart", "Kubernetes: restart workloads and wait until they are rolled out");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
