package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One rule ({@code spec}) of a CiliumNetworkPolicy or a CiliumClusterwideNetworkPolicy. */
final class CiliumPolicy implements Policy {
    private static final List<String> PEERS =
            List.of("Endpoints", "Entities", "CIDR", "CIDRSet", "FQDNs", "Services", "Nodes", "Groups", "Requires");

    private final String namespace;
    private final String name;
    private final JsonNode spec;

    /** @param namespace empty for a policy of the whole cluster */
    CiliumPolicy(String namespace, String name, JsonNode spec) {
        this.namespace = namespace;
        this.name = name;
        this.spec = spec;
    }

    @Override
    public String name() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public boolean selects(Endpoint endpoint) {
        return spec.has("endpointSelector")
                && endpoint.isPod()
                && (namespace.isEmpty() || namespace.equals(endpoint.namespace()))
                && new EndpointSelector(spec.path("endpointSelector"), namespace).matches(endpoint);
    }

    /** An empty list closes nothing; that is Cilium's rule, not what the list looks like. */
    @Override
    public boolean closes(Side side) {
        JsonNode said = spec.path("enableDefaultDeny").path(side.field());
        return said.isBoolean()
                ? said.asBoolean()
                : !spec.path(side.field()).isEmpty()
                        || !spec.path(side.field() + "Deny").isEmpty();
    }

    @Override
    public List<PortMatch> allows(Side side, Traffic traffic, SeenNames names) {
        List<PortMatch> found = new ArrayList<>();
        for (JsonNode rule : spec.path(side.field())) {
            if (isPeer(side, rule, traffic, names)) {
                found.addAll(PortMatch.of(rule, traffic));
            }
        }
        return found;
    }

    @Override
    public boolean forbids(Side side, Traffic traffic) {
        for (JsonNode rule : spec.path(side.field() + "Deny")) {
            if (!PortMatch.of(rule, traffic).isEmpty() && isPeer(side, rule, traffic, SeenNames.NONE)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPeer(Side side, JsonNode rule, Traffic traffic, SeenNames names) {
        String prefix = side == Side.EGRESS ? "to" : "from";
        boolean restricted = PEERS.stream().anyMatch(peers -> rule.has(prefix + peers));
        if (!restricted) {
            // A rule about ports alone means everyone; one about nothing means nobody.
            return !rule.path("toPorts").isEmpty();
        }
        Endpoint peer = traffic.peer(side);
        return any(rule.path(prefix + "Endpoints"), each -> new EndpointSelector(each, namespace).matches(peer))
                || any(rule.path(prefix + "Entities"), each -> peer.isEntity(each.asText()))
                || peer.isOutside() && isAddress(rule, prefix, peer.ip())
                || any(rule.path(prefix + "FQDNs"), each -> isNamed(each, traffic, names));
    }

    private static boolean isAddress(JsonNode rule, String prefix, String ip) {
        return any(rule.path(prefix + "CIDR"), each -> Cidr.parse(each.asText()).contains(ip))
                || any(rule.path(prefix + "CIDRSet"), each -> Cidr.contains(each, ip));
    }

    private static boolean isNamed(JsonNode rule, Traffic traffic, SeenNames names) {
        return traffic.to().isOutside()
                && names.of(traffic.from(), traffic.to().ip()).stream()
                        .anyMatch(name -> NamePattern.matches(rule, name));
    }

    private static boolean any(JsonNode list, java.util.function.Predicate<JsonNode> matches) {
        for (JsonNode each : list) {
            if (matches.test(each)) {
                return true;
            }
        }
        return false;
    }
}
