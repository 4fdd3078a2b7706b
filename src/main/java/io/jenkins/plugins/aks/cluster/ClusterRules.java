package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;

/** Checks the parameters of {@code aksCreate} that can be checked without asking the service, and makes them a spec. */
final class ClusterRules {
    private static final String CIDR = "\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}|[0-9a-fA-F:]+/\\d{1,3}";
    private static final String IDENTITY =
            "(?i)/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+";

    private static final String ADDRESSES = "\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?";
    private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private ClusterRules() {}

    static ClusterSpec spec(AksCreateStep step, AksScope scope) throws InvalidParameterException {
        name(step);
        String plan = Given.word("supportPlan", step.getSupportPlan(), Aks.OFFICIAL_SUPPORT, Aks.LONG_TERM_SUPPORT);
        String tier = Given.word("tier", step.getTier(), "Free", "Standard", "Premium");
        if (Aks.LONG_TERM_SUPPORT.equals(plan) && !"Premium".equals(tier)) {
            throw new InvalidParameterException(
                    "tier", step.getTier(), "'premium' with supportPlan '" + plan + "'", "Give tier: 'premium'.");
        }
        if (step.getTags() != null) {
            Tags.check("tags", step.getTags());
        }
        String location = step.getLocation() == null ? scope.location().orElse(null) : step.getLocation();
        return new ClusterSpec(
                scope.subscription(),
                scope.resourceGroup(),
                scope.groupId(),
                step.getName(),
                location == null ? null : Locations.normal(location),
                tier,
                version(step.getKubernetesVersion()),
                plan,
                Given.text(
                        "dnsPrefix",
                        step.getDnsPrefix(),
                        "[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?",
                        "1 to 54 letters, digits and hyphens, starting and ending with a letter or digit"),
                Given.text(
                        "nodeResourceGroup",
                        step.getNodeResourceGroup(),
                        "[\\w.()-]{0,79}[\\w()-]",
                        "up to 80 letters, digits and . _ - ( ), not ending with a dot"),
                network(step),
                access(step),
                PoolRules.systemPool(step),
                step.getTags());
    }

    private static void name(AksCreateStep step) throws InvalidParameterException {
        String allowed = "1 to 63 letters, digits, underscores and hyphens, starting and ending with a letter or digit";
        if (step.getName() == null) {
            throw new InvalidParameterException("name", null, allowed, "Give the cluster a name.");
        }
        Given.text("name", step.getName(), "[A-Za-z0-9]([\\w-]{0,61}[A-Za-z0-9])?", allowed);
        if (step.getCluster() != null && !step.getCluster().equals(step.getName())) {
            throw new InvalidParameterException(
                    "cluster", step.getCluster(), "the same as name, '" + step.getName() + "'", "Leave cluster out.");
        }
    }

    private static String version(String wish) throws InvalidParameterException {
        if (wish != null && !KubernetesVersions.wellFormed(wish)) {
            throw new InvalidParameterException(
                    "kubernetesVersion",
                    wish,
                    "'stable', 'latest', 'oldest-upgradable', a minor version such as '1.35', or a full one such as"
                            + " '1.35.1'",
                    "Choose one of them.");
        }
        return wish;
    }

    private static NetworkSpec network(AksCreateStep step) throws InvalidParameterException {
        String cidr = "a range such as 10.244.0.0/16";
        return new NetworkSpec(
                Given.word("loadBalancerSku", step.getLoadBalancerSku(), "standard", "basic"),
                Given.word("networkPlugin", step.getNetworkPlugin(), "azure", "kubenet", "none"),
                Given.word("networkPluginMode", step.getNetworkPluginMode(), "overlay"),
                Given.word("networkDataplane", step.getNetworkDataplane(), "azure", "cilium"),
                Given.word("networkPolicy", step.getNetworkPolicy(), "azure", "calico", "cilium", "none"),
                Given.on(step.isAcns()),
                Given.text("podCidr", step.getPodCidr(), CIDR, cidr),
                Given.text("serviceCidr", step.getServiceCidr(), CIDR, cidr),
                Given.text(
                        "dnsServiceIp",
                        step.getDnsServiceIp(),
                        "\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]+",
                        "an address inside serviceCidr, e.g. 10.0.0.10"));
    }

    private static AccessSpec access(AksCreateStep step) throws InvalidParameterException {
        String identity = "system".equalsIgnoreCase(step.getManagedIdentity()) ? null : step.getManagedIdentity();
        Given.text("managedIdentity", identity, IDENTITY, "'system', or the id of a user-assigned managed identity");
        entra(step);
        if (step.getSshPublicKey() != null && !"LocalUser".equalsIgnoreCase(step.getSshAccess())) {
            throw new InvalidParameterException(
                    "sshPublicKey",
                    "a key",
                    "nothing while sshAccess is not 'localuser'",
                    "Give sshAccess: 'localuser', or leave the key out.");
        }
        if (step.isPrivateCluster() && step.getAuthorizedIpRanges() != null) {
            throw new InvalidParameterException(
                    "authorizedIpRanges",
                    step.getAuthorizedIpRanges(),
                    "nothing for a private cluster",
                    "Leave out privateCluster or authorizedIpRanges.");
        }
        return new AccessSpec(
                identity,
                Given.on(step.isPrivateCluster()),
                Given.texts(
                        "authorizedIpRanges",
                        step.getAuthorizedIpRanges(),
                        ADDRESSES,
                        "IPv4 addresses and ranges such as 203.0.113.7 and 203.0.113.0/24"),
                Given.on(step.isEntra()),
                step.getAdminGroupObjectIds(),
                Given.on(step.isAzureRbac()),
                step.isLocalAccounts() ? null : Boolean.FALSE,
                step.getSshPublicKey());
    }

    private static void entra(AksCreateStep step) throws InvalidParameterException {
        boolean groups = step.getAdminGroupObjectIds() != null;
        if ((groups || step.isAzureRbac()) && !step.isEntra()) {
            throw new InvalidParameterException(
                    "entra",
                    false,
                    "true where " + (groups ? "adminGroupObjectIds" : "azureRbac") + " is given",
                    "Give entra: true as well.");
        }
        if (!step.isLocalAccounts() && !step.isEntra()) {
            throw new InvalidParameterException(
                    "localAccounts",
                    false,
                    "true without Entra integration, since nobody could get in otherwise",
                    "Give entra: true as well.");
        }
        Given.texts(
                "adminGroupObjectIds",
                step.getAdminGroupObjectIds(),
                UUID,
                "the object ids of Entra groups, such as 11111111-2222-3333-4444-555555555555");
    }
}
