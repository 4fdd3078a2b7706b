package io.jenkins.plugins.aks.observability;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Collects metrics of the cluster's control plane (W135, W136, W137, W140, W141). */
public final class ControlPlaneMetricsStep extends AksStep {
    /** The default of {@link #getState}. */
    public static final String ON = "on";

    /** The default of {@link #getMethod}. */
    public static final String AUTO = ControlPlaneSpec.AUTO;

    private String state;
    private String method;
    private String profile;
    private Map<String, Boolean> targets;

    @DataBoundConstructor
    public ControlPlaneMetricsStep() {
        // Without parameters the usual targets are collected.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        boolean on = Choices.one("state", getState(), List.of(ON, "off")).equals(ON);
        Optional<Boolean> minimal = profile == null
                ? Optional.empty()
                : Optional.of(Choices.one("profile", profile, List.of("minimal", "full"))
                        .equals("minimal"));
        if (!on && (targets != null || profile != null)) {
            throw new InvalidParameterException(
                    "state",
                    "off",
                    "'off' without targets and profile",
                    "Leave them out to switch the collection off.");
        }
        return ControlPlaneMetrics.of(new ControlPlaneSpec(
                scope.subscription(),
                scope.clusterId(),
                scope.cluster(),
                on,
                Choices.one(
                        "method",
                        getMethod(),
                        List.of(ControlPlaneSpec.AUTO, ControlPlaneSpec.PROPERTY, ControlPlaneSpec.FEATURE)),
                checkedTargets(),
                minimal));
    }

    private Map<String, Boolean> checkedTargets() throws InvalidParameterException {
        Map<String, Boolean> checked = new TreeMap<>();
        for (Map.Entry<?, ?> target : (targets == null ? Map.<String, Boolean>of() : targets).entrySet()) {
            String name = String.valueOf(target.getKey());
            if (!AgentSettings.TARGETS.containsKey(name)) {
                throw new InvalidParameterException(
                        "targets",
                        name,
                        String.join(", ", new TreeSet<>(AgentSettings.TARGETS.keySet())),
                        "These are the parts of a control plane that have metrics.");
            }
            String value = String.valueOf(target.getValue());
            checked.put(
                    name,
                    Choices.one("targets." + name, value, List.of("true", "false"))
                            .equals("true"));
        }
        return checked;
    }

    /** {@code on} or {@code off}. */
    public String getState() {
        return state == null ? ON : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** {@code auto}, {@code property} or {@code feature}. */
    public String getMethod() {
        return method == null ? AUTO : method;
    }

    @DataBoundSetter
    public void setMethod(String method) {
        this.method = Util.fixEmptyAndTrim(method);
    }

    /** {@code minimal} or {@code full}; null to leave it. */
    public String getProfile() {
        return profile;
    }

    @DataBoundSetter
    public void setProfile(String profile) {
        this.profile = Util.fixEmptyAndTrim(profile);
    }

    /** By name whether it is scraped; null to leave all. */
    public Map<String, Boolean> getTargets() {
        return targets;
    }

    @DataBoundSetter
    public void setTargets(Map<String, Boolean> targets) {
        this.targets = targets == null ? null : new TreeMap<>(targets);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("controlPlaneMetrics", "AKS: collect metrics of the control plane");
        }
    }
}
