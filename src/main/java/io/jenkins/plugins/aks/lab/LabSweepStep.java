package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deletes the resource groups that this plugin created and whose expiry has passed. */
public final class LabSweepStep extends AksStep {

    private boolean dryRun;
    private String namePrefix;

    @DataBoundConstructor
    public LabSweepStep() {}

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new LabSweep(scope.subscription(), Util.fixNull(namePrefix), dryRun);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getNamePrefix() {
        return namePrefix;
    }

    @DataBoundSetter
    public void setNamePrefix(String namePrefix) {
        this.namePrefix = Util.fixEmptyAndTrim(namePrefix);
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("labSweep", "Lab: delete the labs whose time is up");
        }
    }
}
