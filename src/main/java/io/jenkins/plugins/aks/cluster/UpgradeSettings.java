package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.azure.ResourceUpdate;

/**
 * How the nodes of a pool are replaced. The service keeps it with the pool.
 *
 * @param maxSurge nodes that are added meanwhile, e.g. {@code 1} or {@code 33%}; null to leave what the pool has
 * @param drainMinutes how long a node may take to be drained; null to leave
 * @param soakMinutes how long is waited after a node before the next one; null to leave
 */
record UpgradeSettings(String maxSurge, Integer drainMinutes, Integer soakMinutes) {
    private static final String USUAL_SURGE = "10%";
    private static final String SURGE = "/properties/upgradeSettings/maxSurge";

    static UpgradeSettings unchanged() {
        return new UpgradeSettings(null, null, null);
    }

    void applyTo(ObjectNode pool) {
        if (maxSurge != null) {
            ResourceUpdate.set(pool, SURGE, new TextNode(maxSurge));
        }
        set(pool, "drainTimeoutInMinutes", drainMinutes);
        set(pool, "nodeSoakDurationInMinutes", soakMinutes);
    }

    private static void set(ObjectNode pool, String leaf, Integer minutes) {
        if (minutes != null) {
            ResourceUpdate.set(pool, "/properties/upgradeSettings/" + leaf, new IntNode(minutes));
        }
    }

    /**
     * How many nodes come on top while the pool is upgraded. A part of the pool is rounded up, to one at least.
     *
     * @param profile the pool among the cluster's {@code agentPoolProfiles}
     */
    int surgeNodes(JsonNode profile) {
        int count = profile.path("count").asInt();
        String surge = maxSurge != null
                ? maxSurge
                : profile.at("/upgradeSettings/maxSurge").asText(USUAL_SURGE);
        String digits = surge.replaceAll("\\D", "");
        int number = digits.isEmpty() ? 1 : Integer.parseInt(digits);
        return surge.endsWith("%") ? Math.max(1, (count * number + 99) / 100) : number;
    }
}
