package io.jenkins.plugins.aks.sandbox.containerregistry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;

/** The endpoint of a registry without a data plane: nobody gets in. */
final class NoRegistryPlane implements WebService {
    @Override
    public WebResponse answer(WebRequest request) {
        ObjectNode body = Json.object();
        body.putArray("errors")
                .addObject()
                .put("code", "UNAUTHORIZED")
                .put(
                        "message",
                        "authentication required, visit https://aka.ms/acr/authorization for more information.");
        return WebResponse.json(401, body);
    }
}
