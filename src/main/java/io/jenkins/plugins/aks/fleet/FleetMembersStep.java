package io.jenkins.plugins.aks.fleet;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The members of a fleet as maps (W165). */
public final class FleetMembersStep extends FleetStep {
    private String group;
    private Map<String, String> labels;

    @DataBoundConstructor
    public FleetMembersStep() {
        // Without a choice: all members.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        Fleets.checkGroup(group);
        return new FleetMembers(
                fleetId(scope), new MemberChoice(null, Util.fixNull(group), labels == null ? Map.of() : labels));
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

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("fleetMembers", "Fleet: its members as maps");
        }
    }
}
