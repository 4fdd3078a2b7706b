package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.util.Optional;

/** Maintenance configurations of a cluster: planned maintenance. */
final class MaintenanceRoutes {
    static final String TYPE = Clusters.TYPE + "/maintenanceConfigurations";
    private static final String ALL = ClusterRoutes.ONE + "/maintenanceConfigurations";
    private static final String ONE = ALL + "/{configuration}";

    private final Schema schema = Schema.load("maintenanceConfiguration", "UnmarshalError");
    private final ArmContext arm;
    private final Clusters clusters;

    MaintenanceRoutes(ArmContext arm, Clusters clusters) {
        this.arm = arm;
        this.clusters = clusters;
    }

    void add() {
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                arm
                                        .documents()
                                        .children(clusters.require(call).id() + "/maintenanceConfigurations")
                                        .stream()
                                        .map(ArmDocument::resource)
                                        .toList()));
        arm.routes().add("GET", ONE, TYPE, call -> find(call)
                .map(found -> WebResponse.json(200, found.resource()))
                .orElseThrow(() -> notFound(call)));
        arm.routes().add("PUT", ONE, TYPE, this::put);
        arm.routes().add("DELETE", ONE, TYPE, this::delete);
    }

    private Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call));
    }

    private String id(ArmCall call) {
        return clusters.require(call).id() + "/maintenanceConfigurations/" + call.parameter("configuration");
    }

    private WebResponse put(ArmCall call) {
        clusters.requireIdle(clusters.require(call));
        ObjectNode body = schema.check(call.body());
        String name = call.parameter("configuration");
        MaintenanceRules.check(name, body.path("properties"));
        boolean isNew = find(call).isEmpty();
        ArmDocument configuration = ArmDocument.of(id(call), name, TYPE);
        configuration.resource().set("properties", body.path("properties"));
        arm.documents().put(configuration);
        return WebResponse.json(isNew ? 201 : 200, configuration.resource());
    }

    private WebResponse delete(ArmCall call) {
        Optional<ArmDocument> existing = find(call);
        existing.ifPresent(found -> arm.documents().remove(found.id()));
        return WebResponse.empty(existing.isPresent() ? 200 : 204);
    }

    private static ArmRefusal notFound(ArmCall call) {
        return new ArmRefusal(
                404,
                "NotFound",
                "Could not find the maintenance configuration: " + call.parameter("configuration") + " in cluster "
                        + call.parameter("cluster") + ".");
    }
}
