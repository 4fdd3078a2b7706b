package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.List;

/** What revisions of Istio a region offers, and to what a cluster's can be upgraded. */
final class MeshRoutes {
    private static final String PROFILES = "Microsoft.ContainerService/locations/meshRevisionProfiles";
    private static final String UPGRADES = Clusters.TYPE + "/meshUpgradeProfiles";
    private static final String NAME = "istio";

    private final ArmContext arm;
    private final Clusters clusters;
    private final MeshRevisions revisions;

    MeshRoutes(ArmContext arm, Clusters clusters) {
        this.arm = arm;
        this.clusters = clusters;
        this.revisions = new MeshRevisions(arm.data());
    }

    void add() {
        String profiles = "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}"
                + "/meshRevisionProfiles";
        arm.routes().add("GET", profiles, PROFILES, call -> Pages.answer(arm, call, List.of(profile(call))));
        arm.routes().add("GET", profiles + "/{mesh}", PROFILES, call -> {
            ObjectNode profile = profile(call);
            requireIstio(call);
            return WebResponse.json(200, profile);
        });
        String upgrades = ClusterRoutes.ONE + "/meshUpgradeProfiles";
        arm.routes().add("GET", upgrades, UPGRADES, call -> Pages.answer(arm, call, List.of(upgrade(call))));
        arm.routes().add("GET", upgrades + "/{mesh}", UPGRADES, call -> {
            requireIstio(call);
            return WebResponse.json(200, upgrade(call));
        });
    }

    private ObjectNode profile(ArmCall call) {
        arm.registrations().require(ClusterRoutes.NAMESPACE);
        String location = arm.locations().require(call.parameter("location"), "locations/meshRevisionProfiles");
        ObjectNode profile = Json.object()
                .put(
                        "id",
                        "/subscriptions/" + call.subscription() + "/providers/Microsoft.ContainerService/locations/"
                                + location + "/meshRevisionProfiles/" + NAME)
                .put("name", NAME)
                .put("type", PROFILES);
        var list = profile.putObject("properties").putArray("meshRevisions");
        revisions.names().forEach(revision -> list.add(revisions.shown(revision)));
        return profile;
    }

    private static void requireIstio(ArmCall call) {
        if (!call.parameter("mesh").equalsIgnoreCase(NAME)) {
            throw new ArmRefusal(
                    404,
                    "NotFound",
                    "The service mesh '" + call.parameter("mesh") + "' was not found; there is istio.");
        }
    }

    private ObjectNode upgrade(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        List<String> installed = MeshRevisions.texts(cluster.properties().at("/serviceMeshProfile/istio/revisions"));
        if (installed.isEmpty()) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "The Istio-based service mesh add-on is not enabled on '" + cluster.name() + "'.");
        }
        ObjectNode upgrade = Json.object()
                .put("id", cluster.id() + "/meshUpgradeProfiles/" + NAME)
                .put("name", NAME)
                .put("type", UPGRADES);
        upgrade.set("properties", revisions.shown(installed.get(0)));
        return upgrade;
    }
}
