package io.jenkins.plugins.aks.observability;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Switches the cluster's cost analysis on or off (W146). */
public final class EnableCostAnalysisStep extends AksStep {
    /** The default of {@link #getState}. */
    public static final String ON = "on";

    private String state;
    private String raiseTier;
    private boolean waitForAgent = true;

    @DataBoundConstructor
    public EnableCostAnalysisStep() {
        // The cluster comes from the scope.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        boolean on = Choices.one("state", getState(), List.of(ON, "off")).equals(ON);
        Optional<String> tier = raiseTier == null
                ? Optional.empty()
                : Optional.of(Choices.one("raiseTier", raiseTier, List.of("Standard", "Premium")));
        if (!on && tier.isPresent()) {
            throw new InvalidParameterException(
                    "raiseTier", raiseTier, "nothing with state: 'off'", "Leave it out to switch cost analysis off.");
        }
        Operation<AksSession> cluster = new EnableCostAnalysis(scope.clusterId(), scope.cluster(), on, tier);
        if (!waitForAgent) {
            return cluster;
        }
        String phase = "cluster";
        return Sequence.<AksSession>named()
                .then(phase, cluster)
                .then("agent", new CostAgent(scope.clusterId(), on))
                .returning(results -> results.get(phase))
                .build();
    }

    /** {@code on} or {@code off}. */
    public String getState() {
        return state == null ? ON : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** {@code Standard} or {@code Premium}; null to refuse a cluster of the tier Free. */
    public String getRaiseTier() {
        return raiseTier;
    }

    @DataBoundSetter
    public void setRaiseTier(String raiseTier) {
        this.raiseTier = Util.fixEmptyAndTrim(raiseTier);
    }

    public boolean isWaitForAgent() {
        return waitForAgent;
    }

    @DataBoundSetter
    public void setWaitForAgent(boolean waitForAgent) {
        this.waitForAgent = waitForAgent;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("enableCostAnalysis", "AKS: switch cost analysis on or off");
        }
    }
}
