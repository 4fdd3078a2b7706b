package io.jenkins.plugins.aks.sandbox;

import java.util.List;

/**
 * Who calls a cluster's Kubernetes API.
 *
 * @param groups contains {@code system:masters} for those who may do everything
 */
public record ClusterUser(String name, List<String> groups) {
    public boolean isAdmin() {
        return groups.contains("system:masters");
    }
}
