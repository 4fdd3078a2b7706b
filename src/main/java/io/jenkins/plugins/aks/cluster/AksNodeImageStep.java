package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Gives node pools the newest node image (W151 to W153). */
public final class AksNodeImageStep extends AksStep {
    private List<String> pools;
    private boolean together;
    private List<String> skipChecks;

    @DataBoundConstructor
    public AksNodeImageStep() {
        // All pools, unless some are named.
    }

    @Override
    protected Operation<AksSession> operation(AksScope place) throws OperationException {
        return new AksNodeImage(
                new PoolPlace(place.subscription(), place.resourceGroup(), place.cluster(), place.clusterId()),
                pools == null ? List.of() : pools,
                together,
                UpgradePreflight.without(skipChecks));
    }

    @Override
    protected String defaultTimeLimit() {
        return AksUpgradeStep.UPGRADE_TIME_LIMIT;
    }

    public List<String> getPools() {
        return pools;
    }

    @DataBoundSetter
    public void setPools(List<String> pools) {
        this.pools = Given.list(pools);
    }

    public boolean isTogether() {
        return together;
    }

    @DataBoundSetter
    public void setTogether(boolean together) {
        this.together = together;
    }

    public List<String> getSkipChecks() {
        return skipChecks;
    }

    @DataBoundSetter
    public void setSkipChecks(List<String> skipChecks) {
        this.skipChecks = Given.list(skipChecks);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksNodeImage", "AKS: give node pools the newest node image");
        }

        @Override
        public String getDefaultTimeLimit() {
            return AksUpgradeStep.UPGRADE_TIME_LIMIT;
        }
    }
}
