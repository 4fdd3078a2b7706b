package io.jenkins.plugins.aks.sandbox.extensions;

import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;
import java.util.Optional;

/** Writes to extensions take time, and are followed at the extension itself. */
final class ExtensionOperations {
    static final String PUT = "extension.put";
    static final String DELETE = "extension.delete";
    private static final String ONE = "/subscriptions/{subscription}/resourceGroups/{group}/providers/"
            + "Microsoft.ContainerService/managedClusters/{cluster}/providers/" + Extensions.TYPE + "/{extension}";

    private final ArmContext arm;
    private final Extensions extensions;

    ExtensionOperations(ArmContext arm, Extensions extensions) {
        this.arm = arm;
        this.extensions = extensions;
    }

    void add() {
        arm.operations().onCompletion(PUT, this::written);
        arm.operations().onCompletion(DELETE, this::deleted);
        arm.routes().add("GET", ONE + "/operations/{operation}", Extensions.TYPE, this::status);
    }

    static WebResponse answer(ArmContext arm, ArmCall call, ArmDocument extension, int status, Operation operation) {
        WebResponse response = status == 202 ? WebResponse.empty(202) : WebResponse.json(status, extension.resource());
        return response.with(
                        "Azure-AsyncOperation",
                        arm.sandbox().url() + path(extension, operation) + "?api-version=" + call.apiVersion())
                .with("Retry-After", String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(15))));
    }

    private static String path(ArmDocument extension, Operation operation) {
        return extension.id() + "/operations/" + operation.id();
    }

    private WebResponse status(ArmCall call) {
        Operation operation = arm.operations()
                .find(call.parameter("operation"))
                .filter(found -> found.target().equalsIgnoreCase(extensions.id(call)))
                .orElseThrow(() -> new ArmRefusal(
                        404, "NotFound", "The operation '" + call.parameter("operation") + "' could not be found."));
        WebResponse response =
                WebResponse.json(200, operation.document(call.request().path()));
        return operation.isRunning()
                ? response.with("Retry-After", String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(15))))
                : response;
    }

    private void written(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(extension -> {
            extension.state(operation.status());
            extension.properties().remove("errorInfo");
            Optional<FaultRule.Crash> crash = operation.crash().filter(c -> !operation.succeeded());
            crash.ifPresent(c -> extension
                    .properties()
                    .set("errorInfo", Json.object().put("code", c.code()).put("message", c.message())));
            if (operation.succeeded()) {
                extension.internal().put("installed", true);
                extension.properties().put("currentVersion", "1.3.1");
            }
            arm.documents().put(extension);
            extensions.announce(Extensions.clusterOf(extension.id()));
        });
    }

    private void deleted(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(extension -> {
            if (operation.succeeded()) {
                arm.documents().remove(extension.id());
            } else {
                extension.state(operation.status());
                arm.documents().put(extension);
            }
            extensions.announce(Extensions.clusterOf(operation.target()));
        });
    }
}
