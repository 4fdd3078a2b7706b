package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a rule about ports.
 *
 * @param dns the rules for names that the port's DNS requests must fit, or empty where requests are not looked at
 * @param http the rules that the port's HTTP requests must fit, or empty where they are not looked at
 */
record PortMatch(List<JsonNode> dns, List<JsonNode> http) {

    private static final PortMatch PLAIN = new PortMatch(List.of(), List.of());

    /** None where the rule is not about the traffic's port. */
    static List<PortMatch> of(JsonNode rule, Traffic traffic) {
        if (rule.path("toPorts").isEmpty()) {
            return rule.path("icmps").isEmpty() ? List.of(PLAIN) : List.of();
        }
        List<PortMatch> found = new ArrayList<>();
        for (JsonNode toPorts : rule.path("toPorts")) {
            for (JsonNode port : toPorts.path("ports")) {
                if (matches(port, traffic)) {
                    found.add(new PortMatch(list(toPorts.at("/rules/dns")), list(toPorts.at("/rules/http"))));
                }
            }
        }
        return found;
    }

    private static boolean matches(JsonNode port, Traffic traffic) {
        String protocol = port.path("protocol").asText("ANY");
        if (!protocol.equals("ANY") && !protocol.equals(traffic.protocol().name())) {
            return false;
        }
        String written = port.path("port").asText("0");
        if (!written.matches("\\d+")) {
            Integer named = traffic.to().ports().get(written);
            return named != null && named == traffic.port();
        }
        int first = Integer.parseInt(written);
        int last = Math.max(first, port.path("endPort").asInt(0));
        return first == 0 || traffic.port() >= first && traffic.port() <= last;
    }

    private static List<JsonNode> list(JsonNode rules) {
        List<JsonNode> list = new ArrayList<>();
        rules.forEach(list::add);
        return list;
    }
}
