package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;
import java.util.List;

/** How long-running operations are answered, and where they are followed. */
final class Async {
    private static final String API_VERSION = "2017-08-31";
    private static final String ROOT =
            "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}";

    private static final List<String> KINDS =
            List.of(Clusters.KIND, Clusters.POOL_KIND, Fleets.KIND, Fleets.MEMBER_KIND);

    private final ArmContext arm;

    Async(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        String types = "Microsoft.ContainerService/locations";
        arm.routes().add("GET", ROOT + "/operations/{operation}", types + "/operations", this::status);
        arm.routes().add("GET", ROOT + "/operationresults/{operation}", types + "/operationresults", this::result);
    }

    /** To a PUT: the resource, and Azure-AsyncOperation. */
    WebResponse put(ArmCall call, int status, JsonNode resource, Operation operation) {
        return WebResponse.json(status, resource)
                .with("Azure-AsyncOperation", url(call.subscription(), "operations", operation))
                .with("Retry-After", retryAfter());
    }

    /** To a POST or DELETE: 202 with Location and Azure-AsyncOperation. */
    WebResponse accepted(ArmCall call, Operation operation) {
        return WebResponse.empty(202)
                .with("Location", url(call.subscription(), "operationresults", operation))
                .with("Azure-AsyncOperation", url(call.subscription(), "operations", operation))
                .with("Retry-After", retryAfter());
    }

    private String retryAfter() {
        return String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(30)));
    }

    private String url(String subscription, String kind, Operation operation) {
        return arm.sandbox().url() + path(subscription, kind, operation) + "?api-version=" + API_VERSION;
    }

    private static String path(String subscription, String kind, Operation operation) {
        return "/subscriptions/" + subscription + "/providers/Microsoft.ContainerService/locations/"
                + operation.location() + "/" + kind + "/" + operation.id();
    }

    private Operation require(ArmCall call) {
        return arm.operations()
                .find(call.parameter("operation"))
                .filter(o -> o.location().equalsIgnoreCase(call.parameter("location")))
                .filter(o -> KINDS.stream().anyMatch(o.kind()::startsWith))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "OperationNotFound",
                        "The operation '" + call.parameter("operation") + "' was not found in location '"
                                + call.parameter("location") + "'."));
    }

    private WebResponse status(ArmCall call) {
        Operation operation = require(call);
        WebResponse response =
                WebResponse.json(200, operation.document(path(call.subscription(), "operations", operation)));
        return operation.isRunning() ? response.with("Retry-After", retryAfter()) : response;
    }

    private WebResponse result(ArmCall call) {
        Operation operation = require(call);
        if (operation.isRunning()) {
            return accepted(call, operation);
        }
        if (operation.status().equals("Failed")) {
            var crash = operation.crash().orElseThrow();
            throw new ArmRefusal(400, crash.code(), crash.message());
        }
        return WebResponse.empty(204);
    }
}
