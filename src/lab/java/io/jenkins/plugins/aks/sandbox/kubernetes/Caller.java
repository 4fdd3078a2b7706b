package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.List;

/** Who calls the Kubernetes API. */
record Caller(String name, List<String> groups) {
    boolean admin() {
        return groups.contains("system:masters");
    }
}
