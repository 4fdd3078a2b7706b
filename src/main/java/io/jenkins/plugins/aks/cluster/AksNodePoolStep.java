package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Adds, changes, scales or deletes a node pool: W013, W014. */
public final class AksNodePoolStep extends NodesStep {
    /** The default of {@link #getState}. */
    public static final String PRESENT = "present";

    private final String name;
    private String state;
    private Integer count;
    private String mode;
    private String autoscaler;
    private Map<String, String> labels;
    private List<String> taints;
    private String orchestratorVersion;
    private boolean spot;

    @DataBoundConstructor
    public AksNodePoolStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new AksNodePool(
                new PoolPlace(scope.subscription(), scope.resourceGroup(), scope.cluster(), scope.clusterId()),
                PoolRules.spec(this),
                PoolRules.present(getState()),
                nodeWait());
    }

    @Override
    protected String title() {
        return "aksNodePool " + name;
    }

    public String getName() {
        return name;
    }

    /** {@code present} or {@code absent}. */
    public String getState() {
        return state == null ? PRESENT : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    public Integer getCount() {
        return count;
    }

    @DataBoundSetter
    public void setCount(Integer count) {
        this.count = count;
    }

    public String getMode() {
        return mode;
    }

    @DataBoundSetter
    public void setMode(String mode) {
        this.mode = Util.fixEmptyAndTrim(mode);
    }

    /** {@code on} or {@code off}. */
    public String getAutoscaler() {
        return autoscaler;
    }

    @DataBoundSetter
    public void setAutoscaler(String autoscaler) {
        this.autoscaler = Util.fixEmptyAndTrim(autoscaler);
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(Map<String, String> labels) {
        this.labels = Given.map(labels);
    }

    public List<String> getTaints() {
        return taints;
    }

    @DataBoundSetter
    public void setTaints(List<String> taints) {
        this.taints = Given.list(taints);
    }

    public String getOrchestratorVersion() {
        return orchestratorVersion;
    }

    @DataBoundSetter
    public void setOrchestratorVersion(String orchestratorVersion) {
        this.orchestratorVersion = Util.fixEmptyAndTrim(orchestratorVersion);
    }

    public boolean isSpot() {
        return spot;
    }

    @DataBoundSetter
    public void setSpot(boolean spot) {
        this.spot = spot;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksNodePool", "Add, change or delete a node pool of an AKS cluster");
        }
    }
}
