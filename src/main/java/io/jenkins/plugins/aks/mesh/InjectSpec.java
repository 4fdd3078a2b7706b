package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What {@code meshInject} is asked for.
 *
 * @param revision empty for the newest that is installed
 * @param ignoreBudgets whether workloads are restarted although a PodDisruptionBudget allows no disruption
 * @param workloadWait how long one workload may take to come up again
 */
record InjectSpec(
        String clusterId,
        String cluster,
        List<String> namespaces,
        boolean on,
        String revision,
        boolean ignoreBudgets,
        Duration workloadWait) {
    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    /** What Microsoft runs there is not made for a proxy. */
    private static final String SYSTEM = "kube-.*|aks-istio-.*|gatekeeper-system|calico-system|tigera-operator";

    static InjectSpec of(
            AksScope scope,
            List<String> namespaces,
            String state,
            String revision,
            boolean ignoreBudgets,
            String workloadWait)
            throws InvalidParameterException {
        boolean on = state.equals(MeshInjectStep.ON);
        if (!on && !state.equals("off")) {
            throw new InvalidParameterException("state", state, "on, off", "Choose one of them.");
        }
        if (!on && revision != null) {
            throw new InvalidParameterException(
                    "revision", revision, "nothing with state: 'off'", "Leave it out to take proxies away.");
        }
        if (namespaces == null || namespaces.isEmpty()) {
            throw new InvalidParameterException(
                    "namespaces", null, "names of namespaces, as ['pets']", "Name those that join the mesh.");
        }
        for (String namespace : namespaces) {
            if (!namespace.matches(NAME) || namespace.matches(SYSTEM)) {
                throw new InvalidParameterException(
                        "namespaces",
                        namespace,
                        "names of namespaces in lower case, and none of the system's (kube-…, aks-istio-…)",
                        "Correct the name, or leave it out.");
            }
        }
        return new InjectSpec(
                scope.clusterId(),
                scope.cluster(),
                List.copyOf(new LinkedHashSet<>(namespaces)),
                on,
                Revision.check("revision", revision),
                ignoreBudgets,
                Durations.parse(workloadWait, "workloadWait"));
    }
}
