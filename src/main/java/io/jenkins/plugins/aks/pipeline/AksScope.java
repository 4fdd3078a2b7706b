package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Optional;

/**
 * What {@code withAks} and the step's own parameters say together; a step's own parameter wins. Missing values are
 * refused with the name of the parameter that was needed.
 */
public interface AksScope {

    String subscription() throws InvalidParameterException;

    String resourceGroup() throws InvalidParameterException;

    /** The cluster's name. */
    String cluster() throws InvalidParameterException;

    /** {@code /subscriptions/{s}/resourceGroups/{rg}} */
    default String groupId() throws InvalidParameterException {
        return "/subscriptions/" + subscription() + "/resourceGroups/" + resourceGroup();
    }

    /** {@code {group}/providers/Microsoft.ContainerService/managedClusters/{cluster}} */
    default String clusterId() throws InvalidParameterException {
        return groupId() + "/providers/Microsoft.ContainerService/managedClusters/" + cluster();
    }

    /** The name of the fleet that a block around the step names. */
    default Optional<String> fleet() {
        return Optional.empty();
    }

    /**
     * What the Kubernetes steps talk to: the cluster, or the hub of the fleet, whichever was named last; the step itself
     * counts as the innermost.
     *
     * @return {@code …/managedClusters/{name}} or {@code …/fleets/{name}}
     */
    default String kubernetesId() throws InvalidParameterException {
        return clusterId();
    }

    Optional<String> location();

    /** A value that identifies this step in this build, the same after a restart; for deterministic names. */
    String key();
}
