package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why policies do not let a flow through.
 *
 * @param policies that select the pod and close the side, as {@code pets/allow-store-front-traffic}
 * @param missing a rule that would let it through, as YAML in one line; empty where none is known
 */
record PolicyGap(String text, List<String> policies, String missing) {

    PolicyGap {
        policies = List.copyOf(policies);
    }

    static PolicyGap none(String text) {
        return new PolicyGap(text, List.of(), "");
    }

    /** @param all the policies of the namespace of the flow's {@link Flow#subject} */
    static PolicyGap of(Flow flow, List<PolicySpec> all) {
        String side = flow.isIngress() ? "ingress" : "egress";
        Map<String, String> labels = flow.subject().labelMap();
        List<PolicySpec> selecting = all.stream()
                .filter(policy -> SelectorMatch.matches(policy.selector(), labels))
                .toList();
        if (flow.dropReason() == DropReasons.POLICY_DENY) {
            return denied(flow, side, selecting);
        }
        List<PolicySpec> closing =
                selecting.stream().filter(policy -> closes(policy, side)).toList();
        if (closing.isEmpty()) {
            return none("no policy in namespace " + flow.subject().namespace() + " that selects "
                    + flow.subject().group() + " closes its " + side
                    + " now: either it was changed since, or a CiliumClusterwideNetworkPolicy decides. Observe again,"
                    + " and look with kubeGet(kind: 'ciliumclusterwidenetworkpolicies').");
        }
        List<String> sentences = new ArrayList<>();
        closing.forEach(policy -> sentences.add(sentence(flow, side, policy)));
        String missing = missing(flow, side, closing.get(0));
        return new PolicyGap(
                String.join(" ", sentences) + " Missing is a rule such as " + side + ": [" + missing + "] in "
                        + (closing.size() == 1 ? "it." : "one of them."),
                closing.stream().map(PolicyGap::name).toList(),
                missing);
    }

    private static PolicyGap denied(Flow flow, String side, List<PolicySpec> selecting) {
        List<String> names = selecting.stream()
                .filter(policy -> !policy.spec().path(side + "Deny").isEmpty())
                .map(PolicyGap::name)
                .toList();
        return new PolicyGap(
                names.isEmpty()
                        ? "a rule forbids it, and the policy that has it is no longer in namespace "
                                + flow.subject().namespace() + ", or holds for the whole cluster."
                        : "a rule under " + side + "Deny of " + String.join(" or ", names)
                                + " forbids it, whatever others allow. Take the rule out, or narrow it.",
                names,
                "");
    }

    /** Whether pods that a policy selects are closed on a side but for what is allowed. */
    private static boolean closes(PolicySpec policy, String side) {
        JsonNode spec = policy.spec();
        if (policy.isCilium()) {
            JsonNode said = spec.path("enableDefaultDeny").path(side);
            return said.isBoolean()
                    ? said.asBoolean()
                    : !spec.path(side).isEmpty() || !spec.path(side + "Deny").isEmpty();
        }
        for (JsonNode type : spec.path("policyTypes")) {
            if (type.asText().equalsIgnoreCase(side)) {
                return true;
            }
        }
        return !spec.has("policyTypes") && (side.equals("ingress") || spec.has("egress"));
    }

    private static String sentence(Flow flow, String side, PolicySpec policy) {
        JsonNode rules = policy.spec().path(side);
        String peer = flow.peer().group();
        String lets = flow.isIngress() ? "lets " + peer + " in" : "lets it out to " + peer;
        String head = policy.subject() + " selects " + flow.subject().group() + ", and ";
        for (int i = 0; i < rules.size(); i++) {
            RuleMatch rule = new RuleMatch(policy, side, rules.get(i));
            if (rule.isPeer(flow.peer())) {
                String ports = rule.ports();
                return head + "its " + side + " rule " + (i + 1) + " " + lets + ", but "
                        + (ports.isEmpty()
                                ? "not for this request"
                                : "only to " + ports + ", not to "
                                        + flow.destination().port() + "/" + flow.protocol())
                        + ".";
            }
        }
        if (rules.size() == 1 && new RuleMatch(policy, side, rules.get(0)).isNobody()) {
            return head + "its only " + side + " rule (" + rules.get(0) + ") means nobody.";
        }
        if (rules.size() == 1) {
            return head + "its only " + side + " rule does not "
                    + (flow.isIngress() ? "let " + peer + " in." : "let it out to " + peer + ".");
        }
        return head
                + (rules.isEmpty()
                        ? "it has no " + side + " rule"
                        : "none of its " + rules.size() + " " + side + " rules " + lets)
                + ".";
    }

    private static String missing(Flow flow, String side, PolicySpec policy) {
        String direction = flow.isIngress() ? "from" : "to";
        FlowEnd peer = flow.peer();
        String port = "{port: '" + flow.destination().port() + "', protocol: " + flow.protocol() + "}";
        boolean ported = flow.destination().port() != 0;
        if (!policy.isCilium()) {
            String who = peer.pod().isEmpty()
                    ? "{ipBlock: {cidr: " + (peer.ip().isEmpty() ? "0.0.0.0/0" : peer.ip() + "/32") + "}}"
                    : "{podSelector: {matchLabels: " + own(peer) + "}}";
            return "{" + direction + ": [" + who + "]" + (ported ? ", ports: [" + port.replace("'", "") + "]" : "")
                    + "}";
        }
        String prefix = direction;
        String who = !peer.reserved().isEmpty()
                ? !flow.isIngress() && !peer.names().isEmpty()
                        ? prefix + "FQDNs: [{matchName: " + peer.names().get(0) + "}]"
                        : prefix + "Entities: [" + peer.reserved() + "]"
                : peer.pod().isEmpty()
                        ? prefix + "CIDR: [" + peer.ip() + "/32]"
                        : prefix + "Endpoints: [{matchLabels: " + own(peer, policy.namespace()) + "}]";
        return "{" + who + (ported ? ", toPorts: [{ports: [" + port + "]}]" : "") + "}";
    }

    private static String own(FlowEnd pod, String namespace) {
        Map<String, String> labels = labels(pod);
        if (!pod.namespace().equals(namespace)) {
            labels.put("k8s:io.kubernetes.pod.namespace", pod.namespace());
        }
        return yaml(labels);
    }

    private static String own(FlowEnd pod) {
        return yaml(labels(pod));
    }

    /** The labels by which people know a pod. */
    private static Map<String, String> labels(FlowEnd pod) {
        Map<String, String> all = pod.labelMap();
        for (String usual : List.of("app", "k8s-app", "app.kubernetes.io/name")) {
            if (all.containsKey(usual)) {
                return new TreeMap<>(Map.of(usual, all.get(usual)));
            }
        }
        all.keySet().removeIf(key -> key.startsWith("io.") || key.startsWith("pod-template") || key.contains("hash"));
        return all;
    }

    private static String yaml(Map<String, String> labels) {
        List<String> parts = new ArrayList<>();
        labels.forEach((key, value) -> parts.add((key.contains(":") ? "'" + key + "'" : key) + ": " + value));
        return "{" + String.join(", ", parts) + "}";
    }

    private static String name(PolicySpec policy) {
        return policy.namespace() + "/" + policy.name();
    }
}
