package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What policies make of traffic.
 *
 * @param side where it was decided; for what is allowed the last one that was asked
 * @param forbidden whether a deny rule forbids it, rather than that no rule allows it
 * @param policies the names of those that decided: that allow it, that forbid it, or that select the pod and do not allow it
 * @param dns rules for names that DNS requests must fit; empty where the DNS proxy does not see them
 * @param http rules that HTTP requests must fit; empty for all
 */
public record Decision(
        boolean allowed, Side side, boolean forbidden, List<String> policies, List<JsonNode> dns, List<JsonNode> http) {

    public Decision {
        policies = List.copyOf(policies);
        dns = List.copyOf(dns);
        http = List.copyOf(http);
    }

    /** Whether the proxy sees DNS requests, and so learns addresses. */
    public boolean isDnsSeen() {
        return allowed && !dns.isEmpty();
    }

    public boolean allowsName(String name) {
        return allowed && (dns.isEmpty() || dns.stream().anyMatch(rule -> NamePattern.matches(rule, name)));
    }

    public boolean allowsRequest(String method, String path) {
        return http.isEmpty()
                || http.stream().anyMatch(rule -> fits(rule, "method", method) && fits(rule, "path", path));
    }

    private static boolean fits(JsonNode rule, String field, String value) {
        String pattern = rule.path(field).asText();
        return pattern.isEmpty() || value.matches(pattern);
    }
}
