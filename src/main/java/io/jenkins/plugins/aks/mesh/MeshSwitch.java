package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The cluster's settings have the mesh, with this CA and these gateways, or have none (W061). */
final class MeshSwitch implements Operation<AksSession> {
    private final MeshSpec spec;
    private final String revision;
    private final EnsureResource<AksSession> resource;

    /** @param revision to install where there is none */
    MeshSwitch(MeshSpec spec, String revision) {
        this.spec = spec;
        this.revision = revision;
        this.resource = new EnsureResource<>(
                ResourceTarget.cluster(spec.clusterId()),
                AksSession.ACCESS,
                this::change,
                (session, cluster, changed) -> result(cluster, changed));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        try {
            return resource.advance(session, journal);
        } catch (ArmException e) {
            if (!EnsureResource.wrote(journal)) {
                throw e;
            }
            throw halfDone(session, e);
        }
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        // The cluster was there before, whatever is to become of this change.
        return resource.abort(session, journal, how == OnAbort.DELETE ? OnAbort.CANCEL : how);
    }

    @Override
    public Optional<String> writerKey() {
        return resource.writerKey();
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current)
            throws OperationException, TransientException {
        ObjectNode cluster = current.orElseThrow(() -> MeshProfile.absent(spec.cluster()));
        ObjectNode body = ResourceUpdate.editable(cluster);
        boolean on = MeshProfile.isOn(cluster);
        if (!spec.on()) {
            if (!on) {
                return Optional.empty();
            }
            session.log().line("cluster " + spec.cluster() + ": switching the mesh off");
            MeshProfile.disable(body);
            return Optional.of(body);
        }
        if (on) {
            MeshPlan.requireSame(spec, cluster);
        } else {
            MeshProfile.enable(body, revision, ca(session));
        }
        boolean gateways = spec.gateways().isPresent()
                && !spec.gateways().get().stream().sorted().toList().equals(MeshProfile.gateways(cluster));
        if (gateways) {
            MeshProfile.gateways(body, spec.gateways().get());
        }
        if (on && !gateways) {
            return Optional.empty();
        }
        session.log()
                .line("cluster " + spec.cluster() + ": "
                        + (on
                                ? "changing the mesh's ingress gateways"
                                : "switching the mesh on, revision " + revision));
        return Optional.of(body);
    }

    private Optional<PluggedCa> ca(AksSession session) throws OperationException, TransientException {
        if (spec.ca().isEmpty()) {
            return Optional.empty();
        }
        MeshSpec.CaPlace place = spec.ca().get();
        VaultPlace vault = VaultPlace.find(
                session.arm(), place.vault().group(), "vault", place.vault().vault());
        return Optional.of(new PluggedCa(vault.id(), place.names()));
    }

    private static Map<String, Object> result(ObjectNode cluster, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        boolean on = MeshProfile.isOn(cluster);
        result.put("enabled", on);
        if (on) {
            var revisions = MeshProfile.revisions(cluster);
            result.put(
                    "revision",
                    revisions.isEmpty()
                            ? ""
                            : revisions.get(revisions.size() - 1).name());
            result.put("revisions", revisions.stream().map(Revision::name).toList());
            Optional<String> vault = MeshProfile.plugin(cluster)
                    .map(plugin -> plugin.path("keyVaultId").asText());
            result.put("ca", vault.isPresent() ? "plug-in" : "self-signed");
            vault.ifPresent(id -> result.put("vaultId", id));
            result.put("ingressGateways", MeshProfile.gateways(cluster));
        }
        result.put("changed", changed);
        return result;
    }

    /** What a failed operation leaves behind is part of the failure. */
    private ArmException halfDone(AksSession session, ArmException failure) {
        String state;
        try {
            state = MeshProfile.isOn(MeshProfile.cluster(session, spec.clusterId(), spec.cluster()))
                    ? "The cluster's settings have the mesh on, so it is half "
                            + (spec.on() ? "enabled" : "removed") + ": " + MeshReady.trouble(session, spec.clusterId())
                            + " Mend what is said here and run the step again"
                            + (spec.on() ? ", or switch the mesh off with enableMesh(state: 'off')." : ".")
                    : "The cluster's settings have the mesh off.";
        } catch (OperationException | TransientException e) {
            state = "Whether the mesh is on now could not be seen: " + e.getMessage();
        }
        return new ArmException(failure.status(), failure.code(), failure.getMessage() + " " + state, failure.data());
    }
}
