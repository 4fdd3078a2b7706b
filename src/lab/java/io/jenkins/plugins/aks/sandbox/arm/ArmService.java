package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;

/** Azure Resource Manager's front: who calls, what for, in which version, how often; then the route's handler. */
final class ArmService implements WebService {
    private final ArmContext arm;
    private final ArmAuthentication authentication;
    private final Throttle throttle;

    ArmService(ArmContext arm) {
        this.arm = arm;
        this.authentication = new ArmAuthentication(arm.sandbox());
        this.throttle = new Throttle(arm.clock(), arm.sandbox().settings().throttling());
        arm.answerBy(this::answer);
    }

    @Override
    public WebResponse answer(WebRequest request) {
        WebResponse response;
        try {
            response = arm.sandbox().store().atomically(() -> handle(request, authentication.caller(request)));
        } catch (ArmRefusal e) {
            response = e.response();
        }
        String correlation = request.header("x-ms-correlation-request-id").orElse(request.requestId());
        return response.with("x-ms-correlation-request-id", correlation)
                .with(
                        "x-ms-client-request-id",
                        request.header("x-ms-client-request-id").orElse(request.requestId()))
                .with("Cache-Control", "no-cache");
    }

    /** For what Resource Manager itself asks for on behalf of a caller whom it has authenticated before. */
    private WebResponse answer(WebRequest request, ObjectNode caller) {
        try {
            return arm.sandbox().store().atomically(() -> handle(request, caller));
        } catch (ArmRefusal e) {
            return e.response();
        }
    }

    private WebResponse handle(WebRequest request, ObjectNode caller) {
        Routes.Match match = arm.routes().find(request.method(), request.segments());
        Route route = match.route();
        arm.types()
                .check(
                        route.type(),
                        request.query("api-version"),
                        match.parameters().getOrDefault("location", ""));
        ArmCall call = new ArmCall(
                request, match.parameters(), request.query("api-version").orElseThrow(), caller);
        if (call.subscription() != null) {
            requireSubscription(call.subscription());
            authorize(call, route);
        }
        throttle.check(call, route);
        return route.handler().answer(call);
    }

    private void requireSubscription(String id) {
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new ArmRefusal(
                    400,
                    "InvalidSubscriptionId",
                    "The provided subscription identifier '" + id + "' is malformed or invalid.");
        }
        if (!arm.sandbox().credentials().subscriptionId().equalsIgnoreCase(id)) {
            throw new ArmRefusal(404, "SubscriptionNotFound", "The subscription '" + id + "' could not be found.");
        }
    }

    private void authorize(ArmCall call, Route route) {
        String principal = call.caller().path("oid").asText();
        String scope = call.request().path();
        String action = route.action(call);
        if (arm.sandbox().rights().allows(principal, scope, action)) {
            return;
        }
        throw new ArmRefusal(
                403,
                "AuthorizationFailed",
                "The client '" + call.caller().path("appid").asText() + "' with object id '" + principal
                        + "' does not have authorization to perform action '" + action + "' over scope '" + scope
                        + "' or the scope is invalid. If access was recently granted, please refresh your"
                        + " credentials.");
    }
}
