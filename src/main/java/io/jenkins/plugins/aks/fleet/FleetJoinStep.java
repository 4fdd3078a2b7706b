package io.jenkins.plugins.aks.fleet;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes clusters members of a fleet, or takes them out of it (W163 to W165). */
public final class FleetJoinStep extends FleetStep {
    private List<String> clusters;
    private Map<String, String> clusterTags;
    private String name;
    private String group;
    private Map<String, String> labels;
    private boolean leave;
    private boolean await = true;

    @DataBoundConstructor
    public FleetJoinStep() {
        // Clusters by name or by tag: one of the two, which is checked with the rest.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        ClusterChoice choice = ClusterChoice.of(scope, clusters, clusterTags, name);
        Fleets.checkGroup(group);
        String fleetId = fleetId(scope);
        if (leave) {
            if (group != null || labels != null) {
                throw new InvalidParameterException(
                        group != null ? "group" : "labels",
                        group != null ? group : labels,
                        "nothing where leave is true",
                        "Leave it out.");
            }
            return FleetLeave.of(fleetId, choice);
        }
        return FleetJoin.of(fleetId, choice, Util.fixNull(group), labels == null ? Map.of() : labels, await);
    }

    @Override
    protected String title() {
        return "fleetJoin" + (getFleet() == null ? "" : " " + getFleet());
    }

    public List<String> getClusters() {
        return clusters;
    }

    @DataBoundSetter
    public void setClusters(List<String> clusters) {
        this.clusters = Lists.split(clusters);
    }

    public Map<String, String> getClusterTags() {
        return clusterTags;
    }

    @DataBoundSetter
    public void setClusterTags(Map<String, String> clusterTags) {
        this.clusterTags = Lists.texts(clusterTags);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
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

    public boolean isLeave() {
        return leave;
    }

    @DataBoundSetter
    public void setLeave(boolean leave) {
        this.leave = leave;
    }

    public boolean isAwait() {
        return await;
    }

    @DataBoundSetter
    public void setAwait(boolean await) {
        this.await = await;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("fleetJoin", "Fleet: clusters that are members, or no longer");
        }
    }
}
