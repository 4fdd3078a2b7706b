package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One rule set of a policy, as far as advice about it needs to understand it.
 *
 * @param namespace empty for policies of the whole cluster
 */
record PolicySpec(String kind, String namespace, String name, JsonNode spec) {
    static final String PLAIN = "NetworkPolicy";
    static final String CILIUM = "CiliumNetworkPolicy";
    static final String CLUSTERWIDE = "CiliumClusterwideNetworkPolicy";

    private static final int DNS = 53;
    private static final Set<String> EVERYONE = Set.of("all", "cluster");

    static boolean isPolicy(JsonNode object) {
        String group = object.path("apiVersion").asText().replaceFirst("/.*", "");
        String kind = object.path("kind").asText();
        return kind.equals(PLAIN) && group.equals("networking.k8s.io")
                || (kind.equals(CILIUM) || kind.equals(CLUSTERWIDE)) && group.equals("cilium.io");
    }

    /** The rule sets of an object: {@code spec}, and those of {@code specs}. */
    static List<PolicySpec> of(JsonNode object) {
        List<PolicySpec> specs = new ArrayList<>();
        String kind = object.path("kind").asText();
        String namespace = object.at("/metadata/namespace").asText();
        String name = object.at("/metadata/name").asText();
        if (object.has("spec")) {
            specs.add(new PolicySpec(kind, namespace, name, object.path("spec")));
        }
        object.path("specs").forEach(spec -> specs.add(new PolicySpec(kind, namespace, name, spec)));
        return specs;
    }

    /** e.g. {@code CiliumNetworkPolicy pets/allow-rabbitmq-traffic}. */
    String subject() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    boolean isCilium() {
        return !kind.equals(PLAIN);
    }

    JsonNode selector() {
        return spec.path(isCilium() ? "endpointSelector" : "podSelector");
    }

    /** Whether it means at least the pods of another one, as far as that can be told from the selectors alone. */
    boolean covers(PolicySpec other) {
        boolean here = namespace.isEmpty() || namespace.equals(other.namespace);
        return here && (selector().isEmpty() || selector().equals(other.selector()));
    }

    boolean namesHosts() {
        return rules("egress").stream().anyMatch(rule -> !rule.path("toFQDNs").isEmpty());
    }

    /** Whether it needs the proxy that looks into DNS and HTTP. */
    boolean needsProxy() {
        return namesHosts()
                || rules("egress").stream().anyMatch(PolicySpec::looksInside)
                || rules("ingress").stream().anyMatch(PolicySpec::looksInside);
    }

    /** A list that looks as if it denied everything, and is nothing to Cilium. */
    boolean isVainlyEmpty(String side) {
        return isCilium()
                && spec.path(side).isArray()
                && spec.path(side).isEmpty()
                && spec.path(side + "Deny").isEmpty();
    }

    /** Whether pods may reach some destinations only, rather than all or none. */
    boolean narrowsEgress() {
        return rules("egress").stream().anyMatch(rule -> !rule.isEmpty());
    }

    boolean opensDns() {
        return rules("egress").stream().anyMatch(rule -> reachesNameServer(rule) && hasDnsPort(rule));
    }

    /** Whether the proxy sees the answers of the name server, which rules for names live on. */
    boolean readsDns() {
        return rules("egress").stream().filter(PolicySpec::hasDnsPort).anyMatch(rule -> {
            for (JsonNode ports : rule.path("toPorts")) {
                if (!ports.at("/rules/dns").isEmpty()) {
                    return true;
                }
            }
            return false;
        });
    }

    private List<JsonNode> rules(String side) {
        List<JsonNode> rules = new ArrayList<>();
        spec.path(side).forEach(rules::add);
        return rules;
    }

    private static boolean looksInside(JsonNode rule) {
        for (JsonNode ports : rule.path("toPorts")) {
            if (!ports.path("rules").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean reachesNameServer(JsonNode rule) {
        if (!isCilium()) {
            return true;
        }
        boolean anyone = !rule.has("toEndpoints")
                && !rule.has("toEntities")
                && !rule.has("toFQDNs")
                && !rule.has("toCIDR")
                && !rule.has("toCIDRSet")
                && !rule.has("toServices");
        for (JsonNode entity : rule.path("toEntities")) {
            anyone |= EVERYONE.contains(entity.asText());
        }
        String named = rule.path("toEndpoints").toString() + rule.path("toServices");
        return anyone || named.contains("kube-dns") || named.contains("kube-system");
    }

    private static boolean hasDnsPort(JsonNode rule) {
        JsonNode lists = rule.has("ports") ? rule : rule.path("toPorts");
        if (lists.isEmpty()) {
            return !rule.isEmpty();
        }
        for (JsonNode list : rule.has("ports") ? List.of(rule) : list(lists)) {
            for (JsonNode port : list.path("ports")) {
                boolean named = port.path("port").asText().startsWith("dns");
                int first = port.path("port").asInt(0);
                int last = Math.max(first, port.path("endPort").asInt(0));
                if (named || first == 0 || first <= DNS && DNS <= last) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
