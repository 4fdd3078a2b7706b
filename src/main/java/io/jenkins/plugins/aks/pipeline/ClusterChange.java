package io.jenkins.plugins.aks.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that is there, with some leaves changed: it is read, waited for, and written as it is but for them. Stopping this
 * never deletes the cluster.
 */
public abstract class ClusterChange implements Operation<AksSession> {
    private final ResourceTarget target;
    private final String name;

    protected ClusterChange(ResourceTarget target, String name) {
        this.target = target;
        this.name = name;
    }

    /**
     * Makes what is to be different, and says so in the log.
     *
     * @param found as the service gave it
     * @param body the same to be written
     * @return whether anything differs
     */
    protected abstract boolean change(AksSession session, ObjectNode found, ObjectNode body) throws OperationException;

    /** @param current as the service gave it once nothing differed any more */
    protected Map<String, Object> result(ObjectNode current, boolean changed) {
        return Map.of("changed", changed);
    }

    @Override
    public final Turn advance(AksSession session, Journal journal) throws Exception {
        return cluster().advance(session, journal);
    }

    @Override
    public final Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        // The cluster was there before, whatever is to become of this change.
        return cluster().abort(session, journal, how == OnAbort.DELETE ? OnAbort.CANCEL : how);
    }

    @Override
    public final Optional<String> writerKey() {
        return cluster().writerKey();
    }

    private EnsureResource<AksSession> cluster() {
        return new EnsureResource<>(
                target, AksSession.ACCESS, this::differing, (session, current, changed) -> result(current, changed));
    }

    private Optional<ObjectNode> differing(AksSession session, Optional<ObjectNode> current) throws OperationException {
        ObjectNode found = current.orElseThrow(() -> new OperationException(
                "cluster " + name + " does not exist. Make it with aksCreate, or correct the name."));
        ObjectNode body = ResourceUpdate.editable(found);
        return change(session, found, body) ? Optional.of(body) : Optional.empty();
    }
}
