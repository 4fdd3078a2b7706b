package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deletes a resource group that this plugin created, with everything in it, and waits until it is gone. */
public final class LabDestroyStep extends AksStep {

    private boolean force;

    @DataBoundConstructor
    public LabDestroyStep() {}

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new DeleteGroup(scope.subscription(), scope.resourceGroup(), force);
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("labDestroy", "Lab: delete its resource group");
        }
    }
}
