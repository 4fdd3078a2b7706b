package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;
import java.util.Optional;

/** Which revision is to run; on a mesh that is on, whether it is the one that is asked for. Sends nothing. */
final class MeshPlan implements Operation<AksSession> {
    static final String ON = "on";
    static final String REVISION = "revision";

    private final MeshSpec spec;

    MeshPlan(MeshSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ObjectNode cluster = MeshProfile.cluster(session, spec.clusterId(), spec.cluster());
        if (MeshProfile.isOn(cluster)) {
            requireSame(spec, cluster);
            var revisions = MeshProfile.revisions(cluster);
            return Turn.done(Map.of(
                    ON,
                    true,
                    REVISION,
                    spec.revision().isEmpty() && !revisions.isEmpty()
                            ? revisions.get(revisions.size() - 1).name()
                            : spec.revision()));
        }
        requireRunning(cluster);
        JsonNode properties = cluster.path("properties");
        String version = properties
                .path("currentKubernetesVersion")
                .asText(properties.path("kubernetesVersion").asText());
        String plan = properties.path("supportPlan").asText("KubernetesOfficial");
        Revision chosen = OfferedRevisions.of(
                        session.arm(),
                        spec.subscription(),
                        cluster.path("location").asText())
                .choose(spec.revision(), version, plan);
        session.log()
                .line("cluster " + spec.cluster() + ": revision " + chosen + " for Kubernetes " + version + " under "
                        + plan);
        return Turn.done(Map.of(ON, false, REVISION, chosen.name()));
    }

    private void requireRunning(JsonNode cluster) throws OperationException {
        String power = cluster.at("/properties/powerState/code").asText("Running");
        if (!power.equals("Running")) {
            throw new OperationException(
                    "cluster " + spec.cluster() + ": expected it running, found it " + power
                            + ". Start it (az aks start), then run the step again.",
                    Map.of("code", "ClusterNotRunning", "powerState", power),
                    null);
        }
    }

    /** Refuses what a mesh that is on cannot be changed to. */
    static void requireSame(MeshSpec spec, JsonNode cluster) throws OperationException {
        var revisions = MeshProfile.revisions(cluster);
        if (!spec.revision().isEmpty()
                && revisions.stream().noneMatch(each -> each.name().equals(spec.revision()))) {
            throw new OperationException(
                    "cluster " + spec.cluster() + ": its mesh is of revision " + revisions + ", and " + spec.revision()
                            + " was asked for. Going to another revision runs two control planes beside each other:"
                            + " az aks mesh upgrade start --revision " + spec.revision()
                            + ", then meshInject(revision: '" + spec.revision() + "'), then az aks mesh upgrade"
                            + " complete.",
                    Map.of("code", "RevisionDiffers", "found", String.valueOf(revisions)),
                    null);
        }
        if (spec.ca().isPresent()) {
            requireSameCa(spec, MeshProfile.plugin(cluster));
        }
    }

    private static void requireSameCa(MeshSpec spec, Optional<JsonNode> plugin) throws OperationException {
        MeshSpec.CaPlace place = spec.ca().get();
        String vault = place.vault().vault();
        String id =
                vault.startsWith("/") ? vault : place.vault().group() + "/providers/Microsoft.KeyVault/vaults/" + vault;
        if (plugin.filter(new PluggedCa(id, place.names())::is).isPresent()) {
            return;
        }
        String found = plugin.isEmpty()
                ? "a CA of its own, self-signed"
                : "the CA in " + plugin.get().path("keyVaultId").asText() + " ("
                        + plugin.get().path("rootCertObjectName").asText() + ", "
                        + plugin.get().path("certObjectName").asText() + ", "
                        + plugin.get().path("keyObjectName").asText() + ", "
                        + plugin.get().path("certChainObjectName").asText() + ")";
        throw new OperationException(
                "cluster " + spec.cluster() + ": its mesh runs with " + found + ", and the one in key vault " + vault
                        + " was asked for. A mesh that runs cannot change its CA: switch it off with enableMesh(state:"
                        + " 'off'), then on again, and run meshInject so that all pods get certificates of the new CA.",
                Map.of("code", "MeshCaDiffers"),
                null);
    }
}
