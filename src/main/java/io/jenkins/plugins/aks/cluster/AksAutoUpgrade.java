package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ClusterChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The channels by which AKS upgrades a cluster and its nodes by itself (W150). */
final class AksAutoUpgrade extends ClusterChange {
    private static final String CLUSTER = "/properties/autoUpgradeProfile/upgradeChannel";
    private static final String NODES = "/properties/autoUpgradeProfile/nodeOSUpgradeChannel";
    private static final String NONE = "none";
    private static final String NODE_IMAGE = "node-image";

    private final String name;
    private final Optional<String> channel;
    private final Optional<String> nodeOsChannel;

    /** @param channel and {@code nodeOsChannel}: as the service writes them; empty to leave as it is */
    AksAutoUpgrade(String clusterId, String name, Optional<String> channel, Optional<String> nodeOsChannel) {
        super(ResourceTarget.cluster(clusterId), name);
        this.name = name;
        this.channel = channel;
        this.nodeOsChannel = nodeOsChannel;
    }

    @Override
    protected boolean change(AksSession session, ObjectNode found, ObjectNode body) throws OperationException {
        Aks.requireRunning(found, name);
        boolean changes = false;
        if (channel.isPresent() && !shown(body, CLUSTER).equalsIgnoreCase(channel.get())) {
            session.log().line("auto-upgrade channel: " + shown(body, CLUSTER) + " -> " + channel.get());
            changes = ResourceUpdate.set(body, CLUSTER, new TextNode(channel.get()));
        }
        if (nodeOsChannel.isPresent() && !shown(body, NODES).equalsIgnoreCase(nodeOsChannel.get())) {
            session.log().line("node OS channel: " + shown(body, NODES) + " -> " + nodeOsChannel.get());
            changes |= ResourceUpdate.set(body, NODES, new TextNode(nodeOsChannel.get()));
        }
        if (changes) {
            requireCompatible(body);
        }
        return changes;
    }

    /** The service refuses any other node OS channel beside the cluster channel node-image. */
    private void requireCompatible(ObjectNode body) throws OperationException {
        String nodes = shown(body, NODES);
        if (shown(body, CLUSTER).equalsIgnoreCase(NODE_IMAGE) && !nodes.equalsIgnoreCase("NodeImage")) {
            throw new OperationException(
                    "cluster " + name + ": the channel node-image needs the node OS channel NodeImage," + " and it is "
                            + nodes + ". Give nodeOsChannel: 'NodeImage' too.");
        }
    }

    @Override
    protected Map<String, Object> result(ObjectNode current, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("channel", shown(current, CLUSTER));
        result.put("nodeOsChannel", shown(current, NODES));
        result.put("changed", changed);
        return result;
    }

    private static String shown(ObjectNode cluster, String pointer) {
        String value = cluster.at(pointer).asText(NONE);
        return value.isEmpty() || value.equals("null") ? NONE : value;
    }
}
