package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ProviderRegistration;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a fleet be as asked: the resource, the caller's role on it, and a hub that answers (W160 to W162). */
final class FleetCreate {
    /** What the hub's Kubernetes API asks of its callers. */
    static final String ROLE = "Azure Kubernetes Fleet Manager RBAC Cluster Admin";

    static final String ROLE_ID = "18ab4d3d-a1bf-4477-8ad9-8359bc988f69";

    private FleetCreate() {}

    /** @param role whether the caller gets {@link #ROLE} on the fleet */
    static Operation<AksSession> of(FleetSpec spec, boolean role) {
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then("resource provider", new Registered(spec.id()))
                .then("fleet", fleet(spec));
        if (role) {
            phases.then("role", new HubRole(spec.id()));
        }
        if (spec.hub()) {
            phases.then("hub", new HubAnswers(spec.id()));
        }
        return phases.returning(FleetCreate::result).writing(spec.id()).build();
    }

    private static Operation<AksSession> fleet(FleetSpec spec) {
        FleetBody body = new FleetBody(spec);
        return new EnsureResource<>(
                ResourceTarget.of(spec.subject(), spec.id(), ApiVersions.FLEETS),
                AksSession.ACCESS,
                body::of,
                (session, current, changed) -> shown(spec, current, changed));
    }

    private static Map<String, Object> shown(FleetSpec spec, ObjectNode fleet, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", spec.id());
        result.put("name", spec.name());
        result.put("location", fleet.path("location").asText());
        result.put("hub", Fleets.hasHub(fleet));
        result.put("fqdn", fleet.at("/properties/hubProfile/fqdn").asText(""));
        result.put(
                "kubernetesVersion",
                fleet.at("/properties/hubProfile/kubernetesVersion").asText(""));
        result.put("identity", fleet.at("/identity/type").asText("None"));
        result.put("changed", changed);
        return result;
    }

    private static Map<String, Object> result(Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>(results.get("fleet"));
        boolean changed = results.values().stream().anyMatch(phase -> Boolean.TRUE.equals(phase.get("changed")));
        result.put("changed", changed);
        return result;
    }

    /** A new subscription knows no fleets until their provider is registered. */
    private record Registered(String fleetId) implements Operation<AksSession> {
        @Override
        public Turn advance(AksSession session, Journal journal) throws Exception {
            String subscription = fleetId.split("/")[2];
            return ProviderRegistration.ensure(
                            session.arm(), session.log(), subscription, List.of("Microsoft.ContainerService"))
                    .orElseGet(() -> Turn.done(Map.of("changed", false)));
        }
    }
}
