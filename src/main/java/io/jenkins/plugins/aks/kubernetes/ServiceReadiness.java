package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** A Service that asks for a load balancer has its address; others are ready at once. */
final class ServiceReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode service) {
        boolean asks = service.at("/spec/type").asText().equals("LoadBalancer");
        return ReadyState.ready(!asks || !address(service).isEmpty(), "an external address");
    }

    /** IP address or host name; empty while there is none. */
    static String address(JsonNode service) {
        JsonNode first = service.at("/status/loadBalancer/ingress").path(0);
        return first.path("ip").asText(first.path("hostname").asText(""));
    }
}
