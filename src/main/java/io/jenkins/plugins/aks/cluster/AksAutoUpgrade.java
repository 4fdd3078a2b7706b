package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The channels by which AKS upgrades a cluster and its nodes by itself (W150). */
final class AksAutoUpgrade implements Operation<AksSession> {
    private static final String CLUSTER = "/properties/autoUpgradeProfile/upgradeChannel";
    private static final String NODES = "/properties/autoUpgradeProfile/nodeOSUpgradeChannel";
    private static final String NONE = "none";
    private static final String NODE_IMAGE = "node-image";

    private final String name;
    private final Optional<String> channel;
    private final Optional<String> nodeOsChannel;
    private final EnsureResource<AksSession> cluster;

    /** @param channel and {@code nodeOsChannel}: as the service writes them; empty to leave as it is */
    AksAutoUpgrade(String clusterId, String name, Optional<String> channel, Optional<String> nodeOsChannel) {
        this.name = name;
        this.channel = channel;
        this.nodeOsChannel = nodeOsChannel;
        this.cluster =
                new EnsureResource<>(ResourceTarget.cluster(clusterId), AksSession.ACCESS, this::change, this::result);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return cluster.advance(session, journal);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        // The cluster was there before, whatever is to become of this change.
        return cluster.abort(session, journal, how == OnAbort.DELETE ? OnAbort.CANCEL : how);
    }

    @Override
    public Optional<String> writerKey() {
        return cluster.writerKey();
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current) throws OperationException {
        ObjectNode body = ResourceUpdate.editable(current.orElseThrow(() -> new OperationException(
                "cluster " + name + " does not exist. Make it with aksCreate, or correct the name.")));
        Aks.requireRunning(current.get(), name);
        boolean changes = false;
        if (channel.isPresent() && !shown(body, CLUSTER).equalsIgnoreCase(channel.get())) {
            session.log().line("auto-upgrade channel: " + shown(body, CLUSTER) + " -> " + channel.get());
            changes = ResourceUpdate.set(body, CLUSTER, new TextNode(channel.get()));
        }
        if (nodeOsChannel.isPresent() && !shown(body, NODES).equalsIgnoreCase(nodeOsChannel.get())) {
            session.log().line("node OS channel: " + shown(body, NODES) + " -> " + nodeOsChannel.get());
            changes |= ResourceUpdate.set(body, NODES, new TextNode(nodeOsChannel.get()));
        }
        if (!changes) {
            return Optional.empty();
        }
        requireCompatible(body);
        return Optional.of(body);
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

    private Map<String, Object> result(AksSession session, ObjectNode current, boolean changed) {
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
