package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a program in a container, and what listens on its ports, can learn of its cluster. What it gets are copies. */
public interface ClusterView {

    /** The cluster's key in the sandbox; also the first part of what belongs to it in the {@link #store}. */
    String key();

    /** @param kind of the core or of a custom resource, e.g. {@code CiliumNetworkPolicy} */
    Optional<ObjectNode> get(String kind, String namespace, String name);

    /** @param namespace empty for all */
    List<ObjectNode> list(String kind, String namespace);

    /**
     * Runs something while the cluster stands still. Who takes a lock of its own and asks the cluster under it takes that
     * lock in here, since the cluster's controllers ask in the other order.
     */
    void standingStill(Runnable work);

    Instant now();

    /** How long a simulated duration takes on the clients' clocks. */
    Duration real(Duration simulated);

    /** The state of the whole simulated cloud; what is kept for a pod goes under {@code k8s/{key}/}. */
    Store store();
}
