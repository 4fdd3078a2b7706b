package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A NetworkPolicy of {@code networking.k8s.io/v1}. */
final class PlainPolicy implements Policy {
    private static final PortMatch PLAIN = new PortMatch(List.of(), List.of());

    private final String namespace;
    private final String name;
    private final JsonNode spec;

    PlainPolicy(String namespace, String name, JsonNode spec) {
        this.namespace = namespace;
        this.name = name;
        this.spec = spec;
    }

    @Override
    public String name() {
        return namespace + "/" + name;
    }

    @Override
    public boolean selects(Endpoint endpoint) {
        return endpoint.isPod()
                && namespace.equals(endpoint.namespace())
                && new EndpointSelector(spec.path("podSelector"), namespace).matches(endpoint);
    }

    @Override
    public boolean closes(Side side) {
        List<String> types = new ArrayList<>();
        spec.path("policyTypes").forEach(type -> types.add(type.asText()));
        if (types.isEmpty()) {
            return side == Side.INGRESS || spec.has("egress");
        }
        return types.contains(side == Side.INGRESS ? "Ingress" : "Egress");
    }

    @Override
    public boolean forbids(Side side, Traffic traffic) {
        return false;
    }

    @Override
    public List<PortMatch> allows(Side side, Traffic traffic, SeenNames names) {
        if (!closes(side)) {
            return List.of();
        }
        for (JsonNode rule : spec.path(side.field())) {
            JsonNode peers = rule.path(side == Side.EGRESS ? "to" : "from");
            if (hasPort(rule.path("ports"), traffic) && isPeer(peers, traffic.peer(side))) {
                return List.of(PLAIN);
            }
        }
        return List.of();
    }

    private boolean isPeer(JsonNode peers, Endpoint peer) {
        for (JsonNode each : peers) {
            boolean address = each.has("ipBlock");
            if (address ? peer.isOutside() && Cidr.contains(each.path("ipBlock"), peer.ip()) : isPod(each, peer)) {
                return true;
            }
        }
        return peers.isEmpty();
    }

    private boolean isPod(JsonNode each, Endpoint peer) {
        if (!peer.isPod() || !new EndpointSelector(each.path("podSelector"), "").matches(peer)) {
            return false;
        }
        return each.has("namespaceSelector")
                ? inNamespace(each.path("namespaceSelector"), peer)
                : namespace.equals(peer.namespace());
    }

    private static boolean inNamespace(JsonNode selector, Endpoint peer) {
        Map<String, String> labels = new TreeMap<>();
        peer.labels().forEach((key, value) -> {
            if (key.startsWith(Endpoint.NAMESPACE_LABELS)) {
                labels.put(key.substring(Endpoint.NAMESPACE_LABELS.length()), value);
            }
        });
        Endpoint namespace =
                new Endpoint(Endpoint.Kind.POD, peer.namespace(), peer.name(), peer.ip(), labels, Map.of());
        return new EndpointSelector(selector, "").matches(namespace);
    }

    private static boolean hasPort(JsonNode ports, Traffic traffic) {
        if (ports.isEmpty()) {
            return true;
        }
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        for (JsonNode port : ports) {
            ObjectNode same = port.deepCopy();
            same.put("protocol", port.path("protocol").asText("TCP"));
            rule.withArray("toPorts").addObject().putArray("ports").add(same);
        }
        return !PortMatch.of(rule, traffic).isEmpty();
    }
}
