package io.jenkins.plugins.aks.sandbox.extensions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.time.Duration;
import java.util.Optional;

/** Extensions of a cluster: list, get, put, patch, delete. */
final class ExtensionRoutes {
    private static final Duration INSTALL_TIME = Duration.ofMinutes(7);
    private static final Duration PATCH_TIME = Duration.ofMinutes(1);
    private static final Duration DELETE_TIME = Duration.ofMinutes(3);
    private static final String ALL = "/subscriptions/{subscription}/resourceGroups/{group}/providers/"
            + "Microsoft.ContainerService/managedClusters/{cluster}/providers/" + Extensions.TYPE;
    private static final String ONE = ALL + "/{extension}";

    private final Schema schema = Schema.load("clusterExtension", "InvalidRequestContent");
    private final ArmContext arm;
    private final Extensions extensions;
    private final ExtensionRules rules;

    ExtensionRoutes(ArmContext arm, Extensions extensions) {
        this.arm = arm;
        this.extensions = extensions;
        this.rules = new ExtensionRules(arm, extensions);
    }

    void add() {
        String type = Extensions.TYPE;
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        type,
                        call -> Pages.answer(
                                arm,
                                call,
                                extensions.of(extensions.cluster(call).id()).stream()
                                        .map(ArmDocument::resource)
                                        .toList()));
        arm.routes()
                .add(
                        "GET",
                        ONE,
                        type,
                        call -> WebResponse.json(200, require(call).resource()));
        arm.routes().add("PUT", ONE, type, this::put);
        arm.routes().add("PATCH", ONE, type, this::patch);
        arm.routes().add("DELETE", ONE, type, this::delete);
    }

    private ArmDocument require(ArmCall call) {
        return extensions.find(call).orElseThrow(() -> missing(call));
    }

    private static ArmRefusal missing(ArmCall call) {
        return new ArmRefusal(
                404,
                "ResourceNotFound",
                "The extension '" + call.parameter("extension") + "' was not found on cluster '"
                        + call.parameter("cluster") + "'.");
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require("Microsoft.KubernetesConfiguration");
        ArmDocument cluster = extensions.cluster(call);
        ObjectNode body = schema.check(call.body());
        rules.requireIdle(cluster);
        Optional<ArmDocument> existing = extensions.find(call);
        ObjectNode properties = rules.checked(call, body, existing);
        ArmDocument extension = existing.orElseGet(
                () -> ArmDocument.of(extensions.id(call), call.parameter("extension"), Extensions.TYPE));
        properties.set(
                "currentVersion", extension.properties().path("currentVersion").deepCopy());
        extension.resource().set("properties", properties);
        return begin(call, extension, existing.isEmpty() ? 201 : 200, INSTALL_TIME);
    }

    private WebResponse patch(ArmCall call) {
        ArmDocument cluster = extensions.cluster(call);
        ArmDocument extension = require(call);
        ObjectNode body = schema.check(call.body());
        rules.requireIdle(cluster);
        JsonNode given = body.path("properties");
        for (String field : new String[] {"autoUpgradeMinorVersion", "releaseTrain", "version"}) {
            if (given.has(field)) {
                extension.properties().set(field, given.get(field));
            }
        }
        if (given.path("configurationSettings") instanceof ObjectNode settings) {
            extension.properties().withObjectProperty("configurationSettings").setAll(settings);
        }
        return begin(call, extension, 202, PATCH_TIME);
    }

    private WebResponse begin(ArmCall call, ArmDocument extension, int status, Duration time) {
        extension.state(status == 201 ? "Creating" : "Updating");
        arm.documents().put(extension);
        ArmDocument cluster = extensions.cluster(call);
        Operation operation = arm.operations()
                .begin(
                        ExtensionOperations.PUT,
                        extension.id(),
                        cluster.resource().path("location").asText(),
                        time,
                        call.crash().or(() -> rules.failure(cluster, extension)));
        return ExtensionOperations.answer(arm, call, extension, status, operation);
    }

    private WebResponse delete(ArmCall call) {
        ArmDocument cluster = extensions.cluster(call);
        Optional<ArmDocument> existing = extensions.find(call);
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        ArmDocument extension = existing.get();
        Optional<Operation> running = arm.operations()
                .running(extension.id())
                .filter(operation -> operation.kind().equals(ExtensionOperations.DELETE));
        if (running.isPresent()) {
            return ExtensionOperations.answer(arm, call, extension, 202, running.get());
        }
        rules.requireIdle(cluster);
        extension.state("Deleting");
        arm.documents().put(extension);
        Operation operation = arm.operations()
                .begin(
                        ExtensionOperations.DELETE,
                        extension.id(),
                        cluster.resource().path("location").asText(),
                        DELETE_TIME,
                        call.crash());
        return ExtensionOperations.answer(arm, call, extension, 202, operation);
    }
}
