package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code enableMesh} is asked for.
 *
 * @param revision empty to have it computed
 * @param ca where the CA is; empty for the mesh's own one
 * @param gateways ingress gateways; empty to leave them
 * @param readyWait how long the control plane may take once the cluster has it
 */
record MeshSpec(
        String subscription,
        String clusterId,
        String cluster,
        boolean on,
        String revision,
        Optional<CaPlace> ca,
        Optional<List<String>> gateways,
        Duration readyWait) {
    static final List<String> MODES = List.of("external", "internal");

    /**
     * Secrets of a vault.
     *
     * @param read whether to look into them
     */
    record CaPlace(VaultAccess vault, CaNames names, boolean read) {}

    static MeshSpec of(
            AksScope scope,
            String state,
            String revision,
            Optional<CaPlace> ca,
            List<String> gateways,
            String readyWait)
            throws InvalidParameterException {
        boolean on = state.equals(EnableMeshStep.ON);
        if (!on && !state.equals("off")) {
            throw new InvalidParameterException("state", state, "on, off", "Choose one of them.");
        }
        if (!on && (revision != null || ca.isPresent() || gateways != null)) {
            throw new InvalidParameterException(
                    "state",
                    state,
                    "'off' without revision, vault and ingressGateways",
                    "Leave them out to switch the mesh off.");
        }
        for (String gateway : gateways == null ? List.<String>of() : gateways) {
            if (!MODES.contains(gateway)) {
                throw new InvalidParameterException(
                        "ingressGateways", gateway, String.join(", ", MODES), "Name one or both of them.");
            }
        }
        return new MeshSpec(
                scope.subscription(),
                scope.clusterId(),
                scope.cluster(),
                on,
                Revision.check("revision", revision),
                ca,
                Optional.ofNullable(gateways).map(List::copyOf),
                Durations.parse(readyWait, "readyWait"));
    }
}
