package io.jenkins.plugins.aks.fleet;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
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

/**
 * Places objects of a fleet's hub on its members, and proves it on the members themselves (W167 to W170).
 */
public final class FleetPlaceStep extends FleetStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "30m";

    /** The default of {@link #getMemberTimeLimit}. */
    public static final String MEMBER_TIME_LIMIT = "10m";

    private final String name;
    private List<String> namespaces;
    private List<String> selectors;
    private String yaml;
    private String placementType;
    private List<String> clusterNames;
    private Integer numberOfClusters;
    private Map<String, String> clusterLabels;
    private Map<String, String> preferredLabels;
    private List<String> spreadKeys;
    private List<String> tolerations;
    private String maxUnavailable;
    private String maxSurge;
    private String applyType;
    private boolean allowCoOwnership;
    private Map<String, String> expect;
    private String memberTimeLimit;
    private boolean remove;

    @DataBoundConstructor
    public FleetPlaceStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String fleetId = fleetId(scope);
        if (remove) {
            PlacementSpec.checkName(name);
            return new FleetUnplace(fleetId, name);
        }
        PlacementPolicy policy = new PlacementPolicy(
                placementType, clusterNames, numberOfClusters, clusterLabels, preferredLabels, spreadKeys, tolerations);
        PlacementStrategy strategy = new PlacementStrategy(maxUnavailable, maxSurge, applyType, allowCoOwnership);
        PlacementSpec spec = PlacementSpec.of(name, namespaces, selectors, yaml, policy, strategy);
        return new FleetPlace(
                fleetId, spec, Expectation.of(expect), Durations.parse(getMemberTimeLimit(), "memberTimeLimit"));
    }

    @Override
    protected String title() {
        return "fleetPlace " + name;
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public String getName() {
        return name;
    }

    public List<String> getNamespaces() {
        return namespaces;
    }

    @DataBoundSetter
    public void setNamespaces(List<String> namespaces) {
        this.namespaces = Lists.split(namespaces);
    }

    public List<String> getSelectors() {
        return selectors;
    }

    @DataBoundSetter
    public void setSelectors(List<String> selectors) {
        this.selectors = Lists.split(selectors);
    }

    public String getYaml() {
        return yaml;
    }

    @DataBoundSetter
    public void setYaml(String yaml) {
        this.yaml = Util.fixEmptyAndTrim(yaml);
    }

    public String getPlacementType() {
        return placementType;
    }

    @DataBoundSetter
    public void setPlacementType(String placementType) {
        this.placementType = Util.fixEmptyAndTrim(placementType);
    }

    public List<String> getClusterNames() {
        return clusterNames;
    }

    @DataBoundSetter
    public void setClusterNames(List<String> clusterNames) {
        this.clusterNames = Lists.split(clusterNames);
    }

    public Integer getNumberOfClusters() {
        return numberOfClusters;
    }

    @DataBoundSetter
    public void setNumberOfClusters(Integer numberOfClusters) {
        this.numberOfClusters = numberOfClusters;
    }

    public Map<String, String> getClusterLabels() {
        return clusterLabels;
    }

    @DataBoundSetter
    public void setClusterLabels(Map<String, String> clusterLabels) {
        this.clusterLabels = Lists.texts(clusterLabels);
    }

    public Map<String, String> getPreferredLabels() {
        return preferredLabels;
    }

    @DataBoundSetter
    public void setPreferredLabels(Map<String, String> preferredLabels) {
        this.preferredLabels = Lists.texts(preferredLabels);
    }

    public List<String> getSpreadKeys() {
        return spreadKeys;
    }

    @DataBoundSetter
    public void setSpreadKeys(List<String> spreadKeys) {
        this.spreadKeys = Lists.split(spreadKeys);
    }

    public List<String> getTolerations() {
        return tolerations;
    }

    @DataBoundSetter
    public void setTolerations(List<String> tolerations) {
        this.tolerations = Lists.split(tolerations);
    }

    public String getMaxUnavailable() {
        return maxUnavailable;
    }

    @DataBoundSetter
    public void setMaxUnavailable(String maxUnavailable) {
        this.maxUnavailable = Util.fixEmptyAndTrim(maxUnavailable);
    }

    public String getMaxSurge() {
        return maxSurge;
    }

    @DataBoundSetter
    public void setMaxSurge(String maxSurge) {
        this.maxSurge = Util.fixEmptyAndTrim(maxSurge);
    }

    public String getApplyType() {
        return applyType;
    }

    @DataBoundSetter
    public void setApplyType(String applyType) {
        this.applyType = Util.fixEmptyAndTrim(applyType);
    }

    public boolean isAllowCoOwnership() {
        return allowCoOwnership;
    }

    @DataBoundSetter
    public void setAllowCoOwnership(boolean allowCoOwnership) {
        this.allowCoOwnership = allowCoOwnership;
    }

    public Map<String, String> getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(Map<String, String> expect) {
        this.expect = Lists.texts(expect);
    }

    /** A duration such as {@code 10m}. */
    public String getMemberTimeLimit() {
        return memberTimeLimit == null ? MEMBER_TIME_LIMIT : memberTimeLimit;
    }

    @DataBoundSetter
    public void setMemberTimeLimit(String memberTimeLimit) {
        this.memberTimeLimit = Util.fixEmptyAndTrim(memberTimeLimit);
    }

    public boolean isRemove() {
        return remove;
    }

    @DataBoundSetter
    public void setRemove(boolean remove) {
        this.remove = remove;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("fleetPlace", "Fleet: objects of the hub on its members, proven there");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }

        public String getDefaultMemberTimeLimit() {
            return MEMBER_TIME_LIMIT;
        }
    }
}
