package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks Resource Manager on behalf of who deploys, so that rights, limits and the fault script hold for it too. */
final class Asking {
    private final ArmContext arm;
    private final ObjectNode caller;

    /** @param caller the claims of the token that the deployment was sent with */
    Asking(ArmContext arm, ObjectNode caller) {
        this.arm = arm;
        this.caller = caller;
    }

    /** @param body empty for none */
    WebResponse ask(String method, String path, String apiVersion, String body) {
        Optional<FaultRule> fault = arm.sandbox().faults().decide(method, path);
        if (fault.isPresent() && fault.get().answer().isPresent()) {
            FaultRule.Answer answer = fault.get().answer().get();
            return WebResponse.json(answer.status(), answer.body() == null ? Json.object() : answer.body());
        }
        WebRequest request = new WebRequest(
                method,
                path,
                List.of(path.substring(1).split("/")),
                Map.of("api-version", apiVersion),
                Map.of(),
                body,
                arm.ids().guid("deployment asks " + method + " " + path),
                fault.flatMap(FaultRule::crash));
        return arm.requests().answer(request, caller);
    }

    /** @param url as a header gave it */
    WebResponse follow(String url) {
        URI uri = URI.create(url);
        String version = uri.getQuery().replaceFirst("^.*api-version=([^&]*).*$", "$1");
        return ask("GET", uri.getPath(), version, "");
    }

    static boolean isGood(WebResponse response) {
        return response.status() >= 200 && response.status() < 300;
    }

    static ObjectNode json(WebResponse response) {
        return response.body().isEmpty() ? Json.object() : Json.parse(response.body());
    }
}
