package io.jenkins.plugins.aks.fleet;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksContext;
import io.jenkins.plugins.aks.pipeline.AksLoopStep;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.BodyRun;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs its body once for each member of a fleet, one after another, with the member as the target of the steps inside. */
public final class FleetEachStep extends AksLoopStep {
    private String fleet;
    private List<String> members;
    private String group;
    private Map<String, String> labels;
    private List<String> order;
    private List<String> canary;
    private boolean failFast = true;

    @DataBoundConstructor
    public FleetEachStep() {
        // Without a choice: all members, by name.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String fleetId = Fleets.id(scope, fleet == null ? scope.fleet().orElse(null) : fleet, "fleet");
        Fleets.checkGroup(group);
        if (order != null && canary != null) {
            throw new InvalidParameterException(
                    "canary", canary, "a canary where there is no order", "Let the canary come first in the order.");
        }
        MemberChoice choice = new MemberChoice(members, Util.fixNull(group), labels == null ? Map.of() : labels);
        return new FleetMembers(fleetId, choice);
    }

    /** The members in their order. */
    @Override
    protected List<BodyRun> runs(AksContext context, Map<String, Object> result) throws OperationException {
        return new MemberOrder(order, canary).runs(context, result);
    }

    @Override
    protected String title() {
        return "fleetEach";
    }

    public String getFleet() {
        return fleet;
    }

    @DataBoundSetter
    public void setFleet(String fleet) {
        this.fleet = Util.fixEmptyAndTrim(fleet);
    }

    public List<String> getMembers() {
        return members;
    }

    @DataBoundSetter
    public void setMembers(List<String> members) {
        this.members = Lists.split(members);
    }

    public String getGroup() {
        return group;
    }

    @DataBoundSetter
    public void setGroup(String group) {
        this.group = Util.fixEmptyAndTrim(group);
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(Map<String, String> labels) {
        this.labels = Lists.texts(labels);
    }

    public List<String> getOrder() {
        return order;
    }

    @DataBoundSetter
    public void setOrder(List<String> order) {
        this.order = Lists.split(order);
    }

    public List<String> getCanary() {
        return canary;
    }

    @DataBoundSetter
    public void setCanary(List<String> canary) {
        this.canary = Lists.split(canary);
    }

    @Override
    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("fleetEach", "Fleet: the steps inside, for one member after another");
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(AksContext.class, EnvironmentExpander.class);
        }
    }
}
