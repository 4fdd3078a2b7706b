package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Upgrades Kubernetes on a cluster's control plane and nodes (W149). */
public final class AksUpgradeStep extends AksStep {
    /** The default of {@link #getScope}. */
    public static final String SCOPE = "all";
    /** The default of {@link #getGateTimeLimit}. */
    public static final String GATE_TIME_LIMIT = "10m";
    /** Nodes are replaced one after the other, and each may take half an hour to be drained. */
    public static final String UPGRADE_TIME_LIMIT = "6h";

    private static final int MOST_DRAIN_MINUTES = 1440;
    private static final int MOST_SOAK_MINUTES = 30;

    private final String target;
    private String scope;
    private List<String> pools;
    private String maxSurge;
    private String drainTimeout;
    private String soak;
    private List<Map<String, Object>> gates;
    private String gateTimeLimit;
    private List<String> skipChecks;

    @DataBoundConstructor
    public AksUpgradeStep(String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    @Override
    protected Operation<AksSession> operation(AksScope place) throws OperationException {
        String word = Given.word("scope", getScope(), UpgradeSpec.Scope.words());
        UpgradeSpec.Scope what = UpgradeSpec.Scope.of(word);
        if (target == null || !UpgradeTarget.wellFormed(target)) {
            throw new InvalidParameterException(
                    "target",
                    target,
                    "'next-minor', 'latest-patch', 'stable', or a version such as x.y.z",
                    "aksUpgrades shows which versions there are.");
        }
        if (what == UpgradeSpec.Scope.CONTROL_PLANE && pools != null) {
            throw new InvalidParameterException(
                    "pools", pools, "none with scope: 'control-plane'", "Leave them out, or take scope: 'all'.");
        }
        UpgradeSettings settings = new UpgradeSettings(
                Given.text("maxSurge", maxSurge, "[1-9]\\d{0,2}|([1-9]\\d?|100)%", "a number of nodes, or 1% to 100%"),
                minutes("drainTimeout", drainTimeout, MOST_DRAIN_MINUTES),
                minutes("soak", soak, MOST_SOAK_MINUTES));
        return new AksUpgrade(
                new PoolPlace(place.subscription(), place.resourceGroup(), place.cluster(), place.clusterId()),
                new UpgradeSpec(target, what, pools == null ? List.of() : pools, settings, UpgradeGates.parse(gates)),
                UpgradePreflight.without(skipChecks),
                Durations.parse(getGateTimeLimit(), "gateTimeLimit"));
    }

    /** The service counts in minutes. */
    private static Integer minutes(String parameter, String given, int most) throws InvalidParameterException {
        if (given == null) {
            return null;
        }
        long seconds = Durations.parse(given, parameter).toSeconds();
        if (seconds % 60 != 0 || seconds / 60 > most) {
            throw new InvalidParameterException(
                    parameter, given, "whole minutes, 1m to " + most + "m", "The service takes no others.");
        }
        return (int) (seconds / 60);
    }

    @Override
    protected String defaultTimeLimit() {
        return UPGRADE_TIME_LIMIT;
    }

    @Override
    protected String title() {
        return "aksUpgrade " + target;
    }

    public String getTarget() {
        return target;
    }

    /** {@code all}, {@code control-plane} or {@code nodes}. */
    public String getScope() {
        return scope == null ? SCOPE : scope;
    }

    @DataBoundSetter
    public void setScope(String scope) {
        this.scope = Util.fixEmptyAndTrim(scope);
    }

    public List<String> getPools() {
        return pools;
    }

    @DataBoundSetter
    public void setPools(List<String> pools) {
        this.pools = Given.list(pools);
    }

    public String getMaxSurge() {
        return maxSurge;
    }

    @DataBoundSetter
    public void setMaxSurge(String maxSurge) {
        this.maxSurge = Util.fixEmptyAndTrim(maxSurge);
    }

    /** A duration such as {@code 30m}. */
    public String getDrainTimeout() {
        return drainTimeout;
    }

    @DataBoundSetter
    public void setDrainTimeout(String drainTimeout) {
        this.drainTimeout = Util.fixEmptyAndTrim(drainTimeout);
    }

    /** A duration such as {@code 5m}. */
    public String getSoak() {
        return soak;
    }

    @DataBoundSetter
    public void setSoak(String soak) {
        this.soak = Util.fixEmptyAndTrim(soak);
    }

    public List<Map<String, Object>> getGates() {
        return gates;
    }

    @DataBoundSetter
    public void setGates(List<Map<String, Object>> gates) {
        this.gates = gates;
    }

    /** A duration such as {@code 10m}. */
    public String getGateTimeLimit() {
        return gateTimeLimit == null ? GATE_TIME_LIMIT : gateTimeLimit;
    }

    @DataBoundSetter
    public void setGateTimeLimit(String gateTimeLimit) {
        this.gateTimeLimit = Util.fixEmptyAndTrim(gateTimeLimit);
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
            super("aksUpgrade", "AKS: upgrade Kubernetes on a cluster");
        }

        @Override
        public String getDefaultTimeLimit() {
            return UPGRADE_TIME_LIMIT;
        }
    }
}
