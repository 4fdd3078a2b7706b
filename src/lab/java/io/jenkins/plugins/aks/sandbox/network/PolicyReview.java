package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether Cilium takes a policy. What it takes and the sandbox does not simulate is refused here too, and says so: a
 * policy that is silently not enforced would be worse.
 */
public final class PolicyReview {
    private static final Set<String> SPEC = Set.of(
            "endpointSelector",
            "nodeSelector",
            "ingress",
            "ingressDeny",
            "egress",
            "egressDeny",
            "enableDefaultDeny",
            "labels",
            "description");
    private static final List<String> PEERS =
            List.of("Endpoints", "Entities", "CIDR", "CIDRSet", "FQDNs", "Services", "Nodes", "Groups", "Requires");
    private static final Set<String> NOT_SIMULATED =
            Set.of("toServices", "toNodes", "fromNodes", "toGroups", "fromGroups", "fromRequires", "toRequires");
    private static final Set<String> ENTITIES = Set.of(
            "all",
            "world",
            "world-ipv4",
            "world-ipv6",
            "cluster",
            "host",
            "init",
            "ingress",
            "unmanaged",
            "remote-node",
            "health",
            "none",
            "kube-apiserver");

    private final boolean proxy;

    /** @param proxy whether the cluster looks into DNS and HTTP, which AKS does with ACNS security only */
    public PolicyReview(boolean proxy) {
        this.proxy = proxy;
    }

    /** What is wrong with a CiliumNetworkPolicy; empty where nothing is. */
    public Optional<String> problem(JsonNode policy) {
        List<JsonNode> specs = new ArrayList<>();
        if (policy.has("spec")) {
            specs.add(policy.path("spec"));
        }
        policy.path("specs").forEach(specs::add);
        if (specs.isEmpty()) {
            return Optional.of("Invalid CiliumNetworkPolicy spec(s): empty policy");
        }
        return specs.stream().map(this::spec).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> spec(JsonNode spec) {
        for (String field : names(spec)) {
            if (!SPEC.contains(field)) {
                return Optional.of("unknown field \"spec." + field + "\"");
            }
        }
        if (spec.has("nodeSelector")) {
            return Optional.of("nodeSelector: the sandbox does not simulate policies of nodes");
        }
        if (!spec.has("endpointSelector")) {
            return Optional.of("rule must have one of EndpointSelector and NodeSelector");
        }
        for (String side : List.of("ingress", "ingressDeny", "egress", "egressDeny")) {
            String prefix = side.startsWith("e") ? "to" : "from";
            for (JsonNode rule : spec.path(side)) {
                Optional<String> found = rule(side, prefix, rule);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> rule(String side, String prefix, JsonNode rule) {
        List<String> peers = new ArrayList<>();
        for (String field : names(rule)) {
            if (NOT_SIMULATED.contains(field)) {
                return Optional.of(field + ": the sandbox does not simulate it");
            }
            boolean peer = PEERS.stream().anyMatch(each -> field.equals(prefix + each));
            if (peer) {
                peers.add(field);
            } else if (!Set.of("toPorts", "icmps", "authentication").contains(field)) {
                return Optional.of("unknown field \"spec." + side + "[]." + field + "\"");
            }
        }
        peers.remove(prefix + (peers.contains(prefix + "CIDR") ? "CIDRSet" : ""));
        if (peers.size() > 1) {
            return Optional.of("Combining " + peers.get(0) + " and " + peers.get(1) + " is not supported yet");
        }
        if (rule.has("toFQDNs") && !side.equals("egress")) {
            return Optional.of("toFQDNs is not allowed in " + side);
        }
        return values(prefix, rule).or(() -> ports(side, rule.path("toPorts")));
    }

    private Optional<String> values(String prefix, JsonNode rule) {
        for (JsonNode entity : rule.path(prefix + "Entities")) {
            if (!ENTITIES.contains(entity.asText())) {
                return Optional.of("unsupported entity: " + entity.asText());
            }
        }
        for (JsonNode name : rule.path("toFQDNs")) {
            if (name.has("matchName") == name.has("matchPattern")) {
                return Optional.of("toFQDNs: exactly one of matchName and matchPattern is needed");
            }
        }
        if (rule.has("toFQDNs") && !proxy) {
            return Optional.of("toFQDNs: L7 policy is not supported since L7 proxy is not enabled");
        }
        try {
            rule.path(prefix + "CIDR").forEach(each -> Cidr.parse(each.asText()));
            rule.path(prefix + "CIDRSet").forEach(each -> Cidr.contains(each, "0.0.0.0"));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<String> ports(String side, JsonNode toPorts) {
        for (JsonNode each : toPorts) {
            for (JsonNode port : each.path("ports")) {
                String written = port.path("port").asText("0");
                boolean name = written.matches("[a-z0-9-]*[a-z][a-z0-9-]*") && written.length() <= 15;
                boolean number = written.matches("\\d{1,5}") && Integer.parseInt(written) <= 65535;
                if (!name && !number) {
                    return Optional.of("unable to parse port: \"" + written + "\"");
                }
                if (!Set.of("TCP", "UDP", "SCTP", "ICMP", "ICMPv6", "ANY")
                        .contains(port.path("protocol").asText("ANY"))) {
                    return Optional.of(
                            "invalid protocol \"" + port.path("protocol").asText() + "\"");
                }
            }
            if (each.has("rules") && side.endsWith("Deny")) {
                return Optional.of("toPorts.rules is not allowed in " + side);
            }
            if (each.has("rules") && !proxy) {
                return Optional.of("toPorts.rules: L7 policy is not supported since L7 proxy is not enabled");
            }
        }
        return Optional.empty();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
