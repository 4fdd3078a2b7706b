package io.jenkins.plugins.aks.cluster;

import java.util.Map;

/**
 * What {@code aksCreate} was asked for; null means not given: the default where the cluster is made, what exists where
 * it is there.
 *
 * @param groupId {@code /subscriptions/{s}/resourceGroups/{rg}}
 * @param tier {@code Free}, {@code Standard} or {@code Premium}
 * @param version see {@link KubernetesVersions}
 * @param tags on top of the session's own
 */
record ClusterSpec(
        String subscription,
        String resourceGroup,
        String groupId,
        String name,
        String location,
        String tier,
        String version,
        String supportPlan,
        String dnsPrefix,
        String nodeResourceGroup,
        NetworkSpec network,
        AccessSpec access,
        PoolSpec pool,
        Map<String, String> tags) {

    String id() {
        return groupId + "/providers/Microsoft.ContainerService/managedClusters/" + name;
    }

    Map<String, String> givenTags() {
        return tags == null ? Map.of() : tags;
    }

    String plan() {
        return supportPlan == null ? Aks.OFFICIAL_SUPPORT : supportPlan;
    }

    String wishedVersion() {
        return version == null ? KubernetesVersions.STABLE : version;
    }

    boolean isPrivate() {
        return Boolean.TRUE.equals(access.privateCluster());
    }

    /** The given prefix, or the CLI's: name, group and subscription, shortened. */
    String dnsPrefixOrDefault() {
        if (dnsPrefix != null) {
            return dnsPrefix;
        }
        String start = name.replaceAll("[^A-Za-z0-9-]", "");
        String own = Character.isLetter(start.charAt(0)) ? start : "a" + start;
        return shortened(own, 10) + "-" + shortened(resourceGroup.replaceAll("[^A-Za-z0-9-]", ""), 16) + "-"
                + shortened(subscription, 6);
    }

    private static String shortened(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
