package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whom one rule of a policy lets in or out, as far as an explanation needs it. */
record RuleMatch(PolicySpec policy, String side, JsonNode rule) {
    private static final Set<String> OUTSIDE = Set.of("world", "all");
    private static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.";

    boolean isPeer(FlowEnd peer) {
        return policy.isCilium() ? isCiliumPeer(peer) : isPlainPeer(peer);
    }

    /** A rule that is there, and selects no one. */
    boolean isNobody() {
        if (!policy.isCilium()) {
            return false;
        }
        boolean any = false;
        for (var field : rule.properties()) {
            boolean peers =
                    field.getKey().startsWith(prefix()) && !field.getKey().equals("toPorts");
            any |= peers ? !field.getValue().isEmpty() : !field.getValue().isEmpty() && !restricted();
        }
        return !any;
    }

    /** The ports that it is limited to, e.g. {@code 5672/TCP}; empty for all. */
    String ports() {
        List<String> ports = new ArrayList<>();
        List<JsonNode> lists = new ArrayList<>();
        rule.path("toPorts").forEach(lists::add);
        if (!policy.isCilium()) {
            lists.add(rule);
        }
        for (JsonNode list : lists) {
            for (JsonNode port : list.path("ports")) {
                String last = port.has("endPort") ? "-" + port.path("endPort").asText() : "";
                ports.add(port.path("port").asText("any") + last + "/"
                        + port.path("protocol").asText("TCP"));
            }
        }
        return String.join(", ", ports);
    }

    private String prefix() {
        return side.equals("ingress") ? "from" : "to";
    }

    private boolean restricted() {
        for (var field : rule.properties()) {
            if (field.getKey().startsWith(prefix()) && !field.getKey().equals("toPorts")) {
                return true;
            }
        }
        return false;
    }

    private boolean isCiliumPeer(FlowEnd peer) {
        if (!restricted()) {
            return !rule.path("toPorts").isEmpty();
        }
        for (JsonNode selector : rule.path(prefix() + "Endpoints")) {
            boolean here = policy.namespace().isEmpty()
                    || SelectorMatch.namesNamespace(selector)
                    || peer.namespace().equals(policy.namespace());
            if (here && !peer.pod().isEmpty() && SelectorMatch.matches(selector, peer.labelMap())) {
                return true;
            }
        }
        for (JsonNode entity : rule.path(prefix() + "Entities")) {
            if (isEntity(entity.asText(), peer)) {
                return true;
            }
        }
        for (JsonNode name : rule.path("toFQDNs")) {
            if (peer.names().contains(name.path("matchName").asText())) {
                return true;
            }
        }
        return peer.pod().isEmpty() && isAddress(peer);
    }

    private boolean isAddress(FlowEnd peer) {
        for (JsonNode range : rule.path(prefix() + "CIDR")) {
            if (AddressRange.contains(range.asText(), peer.ip())) {
                return true;
            }
        }
        for (JsonNode range : rule.path(prefix() + "CIDRSet")) {
            if (AddressRange.contains(range.path("cidr").asText(), peer.ip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEntity(String entity, FlowEnd peer) {
        boolean outside = peer.reserved().equals("world");
        return entity.equals(peer.reserved())
                || entity.equals("all")
                || outside && OUTSIDE.contains(entity)
                || !outside && entity.equals("cluster");
    }

    private boolean isPlainPeer(FlowEnd peer) {
        JsonNode peers = rule.path(prefix());
        if (peers.isEmpty()) {
            return true;
        }
        for (JsonNode each : peers) {
            boolean block = each.has("ipBlock")
                    && peer.pod().isEmpty()
                    && AddressRange.contains(each.at("/ipBlock/cidr").asText(), peer.ip());
            if (block || !each.has("ipBlock") && isPlainPod(each, peer)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPlainPod(JsonNode selectors, FlowEnd peer) {
        Map<String, String> namespaceLabels = new TreeMap<>();
        peer.labelMap().forEach((key, value) -> {
            if (key.startsWith(NAMESPACE_LABELS)) {
                namespaceLabels.put(key.substring(NAMESPACE_LABELS.length()), value);
            }
        });
        boolean namespace = selectors.has("namespaceSelector")
                ? SelectorMatch.matches(selectors.path("namespaceSelector"), namespaceLabels)
                : peer.namespace().equals(policy.namespace());
        return !peer.pod().isEmpty()
                && namespace
                && SelectorMatch.matches(selectors.path("podSelector"), peer.labelMap());
    }
}
