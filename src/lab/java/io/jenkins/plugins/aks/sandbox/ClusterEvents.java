package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Tells the Kubernetes side what became of clusters. Called on the thread of a request, inside the store's
 * transaction: what the callee writes to the store becomes durable together with the change itself. Every call tells
 * the whole truth, so that a repeated one changes nothing.
 */
public interface ClusterEvents {

    /**
     * A cluster runs, or its running parts changed.
     *
     * @param cluster the managed cluster as Azure Resource Manager shows it
     * @param pools the agent pools (id, name, properties) whose nodes exist, with the counts, labels and taints in force
     */
    void changed(ObjectNode cluster, List<ObjectNode> pools);

    /** The cluster with this resource id is gone. */
    void deleted(String clusterId);
}
