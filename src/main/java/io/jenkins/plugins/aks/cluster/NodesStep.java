package io.jenkins.plugins.aks.cluster;

import hudson.Util;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters that a cluster's system pool and any other pool have in common. Null means not given. */
public abstract class NodesStep extends AksStep {
    /** The default of {@link #getNodeTimeLimit}. */
    public static final String NODE_TIME_LIMIT = "15m";

    private String vmSize;
    private String osSku;
    private String sshAccess;
    private List<String> zones;
    private Integer minCount;
    private Integer maxCount;
    private Integer maxPods;
    private String vnetSubnetId;
    private Map<String, String> tags;
    private boolean waitForNodes = true;
    private String nodeTimeLimit;

    /** How the nodes are waited for; null for not at all. */
    final NodeWait nodeWait() throws InvalidParameterException {
        return waitForNodes ? new NodeWait(Durations.parse(getNodeTimeLimit(), "nodeTimeLimit")) : null;
    }

    public String getVmSize() {
        return vmSize;
    }

    @DataBoundSetter
    public void setVmSize(String vmSize) {
        this.vmSize = Util.fixEmptyAndTrim(vmSize);
    }

    public String getOsSku() {
        return osSku;
    }

    @DataBoundSetter
    public void setOsSku(String osSku) {
        this.osSku = Util.fixEmptyAndTrim(osSku);
    }

    public String getSshAccess() {
        return sshAccess;
    }

    @DataBoundSetter
    public void setSshAccess(String sshAccess) {
        this.sshAccess = Util.fixEmptyAndTrim(sshAccess);
    }

    public List<String> getZones() {
        return zones;
    }

    @DataBoundSetter
    public void setZones(List<String> zones) {
        this.zones = Given.list(zones);
    }

    public Integer getMinCount() {
        return minCount;
    }

    @DataBoundSetter
    public void setMinCount(Integer minCount) {
        this.minCount = minCount;
    }

    public Integer getMaxCount() {
        return maxCount;
    }

    @DataBoundSetter
    public void setMaxCount(Integer maxCount) {
        this.maxCount = maxCount;
    }

    public Integer getMaxPods() {
        return maxPods;
    }

    @DataBoundSetter
    public void setMaxPods(Integer maxPods) {
        this.maxPods = maxPods;
    }

    public String getVnetSubnetId() {
        return vnetSubnetId;
    }

    @DataBoundSetter
    public void setVnetSubnetId(String vnetSubnetId) {
        this.vnetSubnetId = Util.fixEmptyAndTrim(vnetSubnetId);
    }

    public Map<String, String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(Map<String, String> tags) {
        this.tags = Given.map(tags);
    }

    public boolean isWaitForNodes() {
        return waitForNodes;
    }

    @DataBoundSetter
    public void setWaitForNodes(boolean waitForNodes) {
        this.waitForNodes = waitForNodes;
    }

    /** A duration such as {@code 15m}. */
    public String getNodeTimeLimit() {
        return nodeTimeLimit == null ? NODE_TIME_LIMIT : nodeTimeLimit;
    }

    @DataBoundSetter
    public void setNodeTimeLimit(String nodeTimeLimit) {
        this.nodeTimeLimit = Util.fixEmptyAndTrim(nodeTimeLimit);
    }
}
