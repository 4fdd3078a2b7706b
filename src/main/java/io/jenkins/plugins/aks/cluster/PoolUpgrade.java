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

/** Takes the nodes of one pool to a version, and tells of each node that has it. */
final class PoolUpgrade implements Operation<AksSession> {
    private final String pool;
    private final String version;
    private final UpgradeSettings settings;
    private final EnsureResource<AksSession> resource;
    private final NodeProgress progress;

    PoolUpgrade(PoolPlace place, String pool, String version, UpgradeSettings settings) {
        this.pool = pool;
        this.version = version;
        this.settings = settings;
        this.progress = NodeProgress.toVersion(place.clusterId(), pool, version);
        this.resource = new EnsureResource<>(
                ResourceTarget.pool(place.clusterId(), pool), AksSession.ACCESS, this::change, this::result);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Turn turn = resource.advance(session, journal);
        progress.look(session, journal);
        return turn;
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current) throws OperationException {
        ObjectNode found = current.orElseThrow(
                () -> new OperationException("pool " + pool + " is gone: somebody deleted it meanwhile."));
        String now = UpgradePlanner.version(found.path("properties"));
        if (!KubernetesVersion.parse(now).olderThan(KubernetesVersion.parse(version))) {
            return Optional.empty();
        }
        ObjectNode body = ResourceUpdate.editable(found);
        ResourceUpdate.set(body, "/properties/orchestratorVersion", new TextNode(version));
        body.withObject("/properties").remove("creationData");
        settings.applyTo(body);
        session.log().line("pool " + pool + ": " + now + " -> " + version);
        return Optional.of(body);
    }

    private Map<String, Object> result(AksSession session, ObjectNode current, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", pool);
        result.put("version", UpgradePlanner.version(current.path("properties")));
        result.put("nodeImage", NodeImageUpgrade.image(current));
        result.put("changed", changed);
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return resource.abort(session, journal, how);
    }
}
