package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;

/** Shows what a cluster and its pools run, and what they can be upgraded to (W147, W151, W152). */
public final class AksUpgradesStep extends AksStep {

    @DataBoundConstructor
    public AksUpgradesStep() {
        // The cluster is a parameter of all steps.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new AksUpgrades(scope.subscription(), scope.clusterId());
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksUpgrades", "AKS: show versions and possible upgrades of a cluster");
        }
    }
}
