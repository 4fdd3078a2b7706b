package io.jenkins.plugins.aks.sandbox.tracked;

import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;
import java.util.List;

/** Writes that take time: the state in between, and where to follow them. */
public final class TrackedOperations {
    private static final String API_VERSION = "2023-09-01";

    private final ArmContext arm;

    public TrackedOperations(ArmContext arm, List<TrackedKind> kinds) {
        this.arm = arm;
        for (TrackedKind kind : kinds) {
            arm.operations().onCompletion(name(kind), operation -> complete(kind, operation));
            if (!kind.operationStatuses().isEmpty()) {
                String path = "/subscriptions/{subscription}/providers/"
                        + kind.operationStatuses().replace("#", "{location}");
                arm.routes().add("GET", path + "/{operation}", kind.type(), this::status);
            }
        }
    }

    private static String name(TrackedKind kind) {
        return "tracked." + kind.type();
    }

    /** Saves the resource; where that takes time, in the state until then. */
    WebResponse save(ArmCall call, TrackedKind kind, ArmDocument document, boolean creates) {
        Duration time = creates ? kind.createTime() : kind.updateTime();
        if (time.isZero()) {
            document.state("Succeeded");
            kind.made(document);
            arm.documents().put(document);
            return WebResponse.json(creates ? 201 : 200, kind.shown(document));
        }
        document.state(creates ? kind.creating() : "Updating");
        arm.documents().put(document);
        String location = document.resource().path("location").asText();
        Operation operation = arm.operations().begin(name(kind), document.id(), location, time, call.crash());
        WebResponse response = WebResponse.json(creates ? 201 : 200, kind.shown(document))
                .with("Retry-After", String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(10))));
        return kind.operationStatuses().isEmpty()
                ? response
                : response.with("Azure-AsyncOperation", url(call, kind, operation));
    }

    private String url(ArmCall call, TrackedKind kind, Operation operation) {
        return arm.sandbox().url() + "/subscriptions/" + call.subscription() + "/providers/"
                + kind.operationStatuses().replace("#", operation.location()) + "/" + operation.id()
                + "?api-version=" + API_VERSION;
    }

    private WebResponse status(ArmCall call) {
        Operation operation = arm.operations()
                .find(call.parameter("operation"))
                .orElseThrow(() -> new ArmRefusal(
                        404, "NotFound", "The operation '" + call.parameter("operation") + "' could not be found."));
        WebResponse response =
                WebResponse.json(200, operation.document(call.request().path()));
        return operation.isRunning()
                ? response.with("Retry-After", String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(10))))
                : response;
    }

    private void complete(TrackedKind kind, Operation operation) {
        arm.documents().find(operation.target()).ifPresent(document -> {
            document.state(operation.status());
            if (operation.succeeded()) {
                kind.made(document);
            }
            arm.documents().put(document);
        });
    }
}
