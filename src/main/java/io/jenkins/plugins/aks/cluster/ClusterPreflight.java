package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.ProviderRegistration;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Optional;

/** Asks the service, before a cluster is made, whether it can be made as wanted; each refusal comes from an answer. */
final class ClusterPreflight {
    private static final List<String> PROVIDERS =
            List.of("Microsoft.ContainerService", "Microsoft.Compute", "Microsoft.Network");

    private static final double LEAST_MEMORY = 4;

    private final AksSession session;
    private final ClusterSpec spec;
    private final Log notes;

    /** @param notes what a person should know of the choices made */
    ClusterPreflight(AksSession session, ClusterSpec spec, Log notes) {
        this.session = session;
        this.spec = spec;
        this.notes = notes;
    }

    /** The location: the one given, or the group's. */
    String location() throws OperationException, TransientException {
        Optional<ArmResponse> group = session.arm().find(spec.groupId(), ApiVersions.RESOURCES);
        if (group.isEmpty()) {
            throw new InvalidParameterException(
                    "resourceGroup",
                    spec.resourceGroup(),
                    "an existing resource group of subscription " + spec.subscription(),
                    "Create it first, e.g. with azureGroup, or check the name.");
        }
        if (group.get().provisioningState().filter("Deleting"::equalsIgnoreCase).isPresent()) {
            throw new InvalidParameterException(
                    "resourceGroup",
                    spec.resourceGroup(),
                    "a resource group that stays",
                    "It is being deleted: wait until it is gone, or use another.");
        }
        return Locations.normal(
                spec.location() == null ? group.get().body().path("location").asText() : spec.location());
    }

    /** What is still waited for before anything can be made. */
    Optional<Turn> waiting() throws OperationException, TransientException {
        return ProviderRegistration.ensure(session.arm(), session.log(), spec.subscription(), PROVIDERS);
    }

    ClusterPlan plan(String location) throws OperationException, TransientException {
        Arm arm = session.arm();
        requireDataplane();
        Locations.require(arm, spec.subscription(), location);
        KubernetesVersions versions = KubernetesVersions.of(arm, spec.subscription(), location);
        String version = versions.choose(spec.wishedVersion(), spec.plan());
        if (!KubernetesVersions.isWord(spec.wishedVersion()) && versions.isPreview(version)) {
            notes.line("Kubernetes " + version + " is a preview: no support, no service level");
        }
        VmSize size = PoolSizes.choose(arm, notes, spec.subscription(), location, subject(), spec.pool());
        requireSystemSize(size);
        return new ClusterPlan(location, version, size.name());
    }

    /** A cluster that exists may have the dataplane already; a new one has what is given. */
    private void requireDataplane() throws InvalidParameterException {
        String cilium = "cilium";
        if (cilium.equals(spec.network().policy())
                && !cilium.equals(spec.network().dataplane())) {
            throw new InvalidParameterException(
                    "networkPolicy",
                    cilium,
                    "'cilium' together with networkDataplane: 'cilium'",
                    "Give networkDataplane: 'cilium' as well, or another policy.");
        }
    }

    /** What AKS asks of a system pool. */
    private void requireSystemSize(VmSize size) throws InvalidParameterException {
        if (size.vCpus() == 1 || size.memory() > 0 && size.memory() < LEAST_MEMORY) {
            throw new InvalidParameterException(
                    "vmSize",
                    size.name(),
                    "a size with at least 2 vCPUs and 4 GiB of memory for the system pool "
                            + spec.pool().name(),
                    "It has " + size.vCpus() + " vCPUs and " + size.memory() + " GiB: choose a larger one.");
        }
    }

    private String subject() {
        return "cluster " + spec.name() + ", pool " + spec.pool().name();
    }
}
