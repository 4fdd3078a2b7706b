package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The policies in force, and what they make of traffic: as Cilium 1.17 decides, but for policies of nodes. */
public final class Policies {
    private final List<Policy> policies = new ArrayList<>();

    /** @param objects CiliumNetworkPolicies, CiliumClusterwideNetworkPolicies and NetworkPolicies as manifests */
    public Policies(Iterable<? extends JsonNode> objects) {
        for (JsonNode object : objects) {
            String namespace = object.at("/metadata/namespace").asText();
            String name = object.at("/metadata/name").asText();
            if (object.path("kind").asText().equals("NetworkPolicy")) {
                policies.add(new PlainPolicy(namespace, name, object.path("spec")));
            } else if (object.has("spec")) {
                policies.add(new CiliumPolicy(namespace, name, object.path("spec")));
            }
            object.path("specs").forEach(spec -> policies.add(new CiliumPolicy(namespace, name, spec)));
        }
    }

    /** The source's side first; what it does not let out, the destination never sees. */
    public Decision decide(Traffic traffic, SeenNames names) {
        Decision out = decide(Side.EGRESS, traffic, names);
        if (!out.allowed()) {
            return out;
        }
        Decision in = decide(Side.INGRESS, traffic, names);
        if (!in.allowed()) {
            return in;
        }
        List<JsonNode> http = new ArrayList<>(out.http());
        http.addAll(in.http());
        List<String> both = new ArrayList<>(out.policies());
        both.addAll(in.policies());
        return new Decision(true, Side.INGRESS, false, both, out.dns(), http);
    }

    private Decision decide(Side side, Traffic traffic, SeenNames names) {
        Endpoint subject = traffic.subject(side);
        // A node always reaches its own pods, or their probes would fail.
        boolean own = side == Side.INGRESS && traffic.from().kind() == Endpoint.Kind.HOST;
        boolean closed = false;
        List<String> selecting = new ArrayList<>();
        List<String> allowing = new ArrayList<>();
        List<PortMatch> matches = new ArrayList<>();
        for (Policy policy : policies) {
            if (own || !policy.selects(subject)) {
                continue;
            }
            if (policy.forbids(side, traffic)) {
                return new Decision(false, side, true, List.of(policy.name()), List.of(), List.of());
            }
            closed |= policy.closes(side);
            selecting.add(policy.name());
            List<PortMatch> found = policy.allows(side, traffic, names);
            if (!found.isEmpty()) {
                matches.addAll(found);
                allowing.add(policy.name());
            }
        }
        if (closed && matches.isEmpty()) {
            return new Decision(false, side, false, selecting, List.of(), List.of());
        }
        return allowed(side, allowing, matches);
    }

    /** A rule without conditions on requests lets all of them through; names stay seen by the proxy all the same. */
    private static Decision allowed(Side side, List<String> allowing, List<PortMatch> matches) {
        List<JsonNode> dns = new ArrayList<>();
        List<JsonNode> http = new ArrayList<>();
        boolean anyName = false;
        boolean anyRequest = false;
        for (PortMatch match : matches) {
            dns.addAll(match.dns());
            http.addAll(match.http());
            anyName |= match.dns().isEmpty();
            anyRequest |= match.http().isEmpty();
        }
        if (anyName && !dns.isEmpty()) {
            dns.add(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("matchPattern", "*"));
        }
        return new Decision(true, side, false, allowing, dns, anyRequest ? List.of() : http);
    }
}
