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

/** Creates an AKS cluster, or brings one that exists to what is asked: W011, W157. */
public final class AksCreateStep extends NodesStep {
    private final String name;
    private String location;
    private String tier;
    private String kubernetesVersion;
    private String supportPlan;
    private String dnsPrefix;
    private String nodeResourceGroup;
    private String nodePoolName;
    private Integer nodeCount;
    private Map<String, String> nodeLabels;
    private List<String> nodeTaints;
    private String loadBalancerSku;
    private String networkPlugin;
    private String networkPluginMode;
    private String networkDataplane;
    private String networkPolicy;
    private boolean acns;
    private String podCidr;
    private String serviceCidr;
    private String dnsServiceIp;
    private String managedIdentity;
    private boolean privateCluster;
    private List<String> authorizedIpRanges;
    private boolean entra;
    private List<String> adminGroupObjectIds;
    private boolean azureRbac;
    private boolean localAccounts = true;
    private String sshPublicKey;
    private boolean repairFailed;

    @DataBoundConstructor
    public AksCreateStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new AksCreate(ClusterRules.spec(this, scope), repairFailed, nodeWait());
    }

    @Override
    protected String title() {
        return "aksCreate " + name;
    }

    public String getName() {
        return name;
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public String getTier() {
        return tier;
    }

    @DataBoundSetter
    public void setTier(String tier) {
        this.tier = Util.fixEmptyAndTrim(tier);
    }

    public String getKubernetesVersion() {
        return kubernetesVersion;
    }

    @DataBoundSetter
    public void setKubernetesVersion(String kubernetesVersion) {
        this.kubernetesVersion = Util.fixEmptyAndTrim(kubernetesVersion);
    }

    public String getSupportPlan() {
        return supportPlan;
    }

    @DataBoundSetter
    public void setSupportPlan(String supportPlan) {
        this.supportPlan = Util.fixEmptyAndTrim(supportPlan);
    }

    public String getDnsPrefix() {
        return dnsPrefix;
    }

    @DataBoundSetter
    public void setDnsPrefix(String dnsPrefix) {
        this.dnsPrefix = Util.fixEmptyAndTrim(dnsPrefix);
    }

    public String getNodeResourceGroup() {
        return nodeResourceGroup;
    }

    @DataBoundSetter
    public void setNodeResourceGroup(String nodeResourceGroup) {
        this.nodeResourceGroup = Util.fixEmptyAndTrim(nodeResourceGroup);
    }

    public String getNodePoolName() {
        return nodePoolName;
    }

    @DataBoundSetter
    public void setNodePoolName(String nodePoolName) {
        this.nodePoolName = Util.fixEmptyAndTrim(nodePoolName);
    }

    public Integer getNodeCount() {
        return nodeCount;
    }

    @DataBoundSetter
    public void setNodeCount(Integer nodeCount) {
        this.nodeCount = nodeCount;
    }

    public Map<String, String> getNodeLabels() {
        return nodeLabels;
    }

    @DataBoundSetter
    public void setNodeLabels(Map<String, String> nodeLabels) {
        this.nodeLabels = Given.map(nodeLabels);
    }

    public List<String> getNodeTaints() {
        return nodeTaints;
    }

    @DataBoundSetter
    public void setNodeTaints(List<String> nodeTaints) {
        this.nodeTaints = Given.list(nodeTaints);
    }

    public String getLoadBalancerSku() {
        return loadBalancerSku;
    }

    @DataBoundSetter
    public void setLoadBalancerSku(String loadBalancerSku) {
        this.loadBalancerSku = Util.fixEmptyAndTrim(loadBalancerSku);
    }

    public String getNetworkPlugin() {
        return networkPlugin;
    }

    @DataBoundSetter
    public void setNetworkPlugin(String networkPlugin) {
        this.networkPlugin = Util.fixEmptyAndTrim(networkPlugin);
    }

    public String getNetworkPluginMode() {
        return networkPluginMode;
    }

    @DataBoundSetter
    public void setNetworkPluginMode(String networkPluginMode) {
        this.networkPluginMode = Util.fixEmptyAndTrim(networkPluginMode);
    }

    public String getNetworkDataplane() {
        return networkDataplane;
    }

    @DataBoundSetter
    public void setNetworkDataplane(String networkDataplane) {
        this.networkDataplane = Util.fixEmptyAndTrim(networkDataplane);
    }

    public String getNetworkPolicy() {
        return networkPolicy;
    }

    @DataBoundSetter
    public void setNetworkPolicy(String networkPolicy) {
        this.networkPolicy = Util.fixEmptyAndTrim(networkPolicy);
    }

    public boolean isAcns() {
        return acns;
    }

    @DataBoundSetter
    public void setAcns(boolean acns) {
        this.acns = acns;
    }

    public String getPodCidr() {
        return podCidr;
    }

    @DataBoundSetter
    public void setPodCidr(String podCidr) {
        this.podCidr = Util.fixEmptyAndTrim(podCidr);
    }

    public String getServiceCidr() {
        return serviceCidr;
    }

    @DataBoundSetter
    public void setServiceCidr(String serviceCidr) {
        this.serviceCidr = Util.fixEmptyAndTrim(serviceCidr);
    }

    public String getDnsServiceIp() {
        return dnsServiceIp;
    }

    @DataBoundSetter
    public void setDnsServiceIp(String dnsServiceIp) {
        this.dnsServiceIp = Util.fixEmptyAndTrim(dnsServiceIp);
    }

    public String getManagedIdentity() {
        return managedIdentity;
    }

    @DataBoundSetter
    public void setManagedIdentity(String managedIdentity) {
        this.managedIdentity = Util.fixEmptyAndTrim(managedIdentity);
    }

    public boolean isPrivateCluster() {
        return privateCluster;
    }

    @DataBoundSetter
    public void setPrivateCluster(boolean privateCluster) {
        this.privateCluster = privateCluster;
    }

    public List<String> getAuthorizedIpRanges() {
        return authorizedIpRanges;
    }

    @DataBoundSetter
    public void setAuthorizedIpRanges(List<String> authorizedIpRanges) {
        this.authorizedIpRanges = Given.list(authorizedIpRanges);
    }

    public boolean isEntra() {
        return entra;
    }

    @DataBoundSetter
    public void setEntra(boolean entra) {
        this.entra = entra;
    }

    public List<String> getAdminGroupObjectIds() {
        return adminGroupObjectIds;
    }

    @DataBoundSetter
    public void setAdminGroupObjectIds(List<String> adminGroupObjectIds) {
        this.adminGroupObjectIds = Given.list(adminGroupObjectIds);
    }

    public boolean isAzureRbac() {
        return azureRbac;
    }

    @DataBoundSetter
    public void setAzureRbac(boolean azureRbac) {
        this.azureRbac = azureRbac;
    }

    public boolean isLocalAccounts() {
        return localAccounts;
    }

    @DataBoundSetter
    public void setLocalAccounts(boolean localAccounts) {
        this.localAccounts = localAccounts;
    }

    public String getSshPublicKey() {
        return sshPublicKey;
    }

    @DataBoundSetter
    public void setSshPublicKey(String sshPublicKey) {
        this.sshPublicKey = Util.fixEmptyAndTrim(sshPublicKey);
    }

    public boolean isRepairFailed() {
        return repairFailed;
    }

    @DataBoundSetter
    public void setRepairFailed(boolean repairFailed) {
        this.repairFailed = repairFailed;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksCreate", "Create an AKS cluster");
        }
    }
}
