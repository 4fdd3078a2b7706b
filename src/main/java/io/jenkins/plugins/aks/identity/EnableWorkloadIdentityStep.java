package io.jenkins.plugins.aks.identity;

import hudson.Extension;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;

/** Switches a cluster's OIDC issuer and workload identity on, and returns the issuer (W102, W103). */
public final class EnableWorkloadIdentityStep extends AksStep {

    @DataBoundConstructor
    public EnableWorkloadIdentityStep() {
        // The cluster is that of withAks, or the common parameter.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new EnableWorkloadIdentity(scope.clusterId(), scope.cluster());
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("enableWorkloadIdentity", "AKS: switch workload identity on");
        }
    }
}
