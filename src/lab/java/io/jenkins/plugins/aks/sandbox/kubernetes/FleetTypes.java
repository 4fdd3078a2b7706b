package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds that a fleet brings to its hub, and the one that it brings to its members; in v1 and in v1beta1. */
final class FleetTypes {
    static final ResourceType MEMBERS = type("cluster.kubernetes-fleet.io", "MemberCluster", "memberclusters");
    static final ResourceType PLACEMENTS = placement("ClusterResourcePlacement", "clusterresourceplacements");
    static final ResourceType BINDINGS = placement("ClusterResourceBinding", "clusterresourcebindings");
    static final ResourceType SNAPSHOTS = placement("ClusterResourceSnapshot", "clusterresourcesnapshots");
    static final ResourceType APPLIED_WORK = placement("AppliedWork", "appliedworks");

    private static final ResourceType DEFINITIONS = BuiltInTypes.kind("CustomResourceDefinition");
    private static final List<String> VERSIONS = List.of("v1", "v1beta1");

    private FleetTypes() {}

    private static ResourceType placement(String kind, String plural) {
        return type("placement.kubernetes-fleet.io", kind, plural);
    }

    private static ResourceType type(String group, String kind, String plural) {
        return new ResourceType(group, "v1", plural, kind, false, List.of(), Set.of("status"), false, true);
    }

    static void installOnHub(ControlPlane hub) {
        for (JsonNode described : Hub.DEFINITIONS) {
            Definitions.ensure(hub, Definitions.of(described, "Cluster", VERSIONS));
        }
    }

    static void installOnMember(ControlPlane member) {
        if (member.get(DEFINITIONS, "", APPLIED_WORK.qualified()).isEmpty()) {
            ObjectNode described = Json.object()
                    .put("kind", APPLIED_WORK.kind())
                    .put("plural", APPLIED_WORK.plural())
                    .put("group", APPLIED_WORK.group());
            Json.child(described, "schema").put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            member.create(DEFINITIONS, Definitions.of(described, "Cluster", VERSIONS));
        }
    }

    /** Loaded with the first hub. */
    private static final class Hub {
        private static final JsonNode DEFINITIONS =
                Templates.read("fleet/hub.yaml", Map.of()).get(0).path("definitions");
    }
}
