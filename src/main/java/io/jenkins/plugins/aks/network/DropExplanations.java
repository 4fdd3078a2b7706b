package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Explains drops by their own reason and by the policies that the cluster has now (W043). */
final class DropExplanations {
    private final ClusterPolicies policies;
    private final Map<String, List<PolicySpec>> known = new HashMap<>();

    DropExplanations(ClusterPolicies policies) {
        this.policies = policies;
    }

    Map<String, Object> of(FlowTail.Drop drop) throws OperationException, TransientException {
        Flow flow = drop.example();
        PolicyGap gap = gap(flow);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", flow.source().group());
        map.put("destination", flow.destination().group());
        map.put("port", flow.destination().port());
        map.put("protocol", flow.protocol());
        map.put("direction", flow.isIngress() ? "INGRESS" : "EGRESS");
        map.put("reason", DropReasons.text(flow.dropReason()));
        map.put("count", drop.count());
        map.put("policies", gap.policies());
        map.put("missingRule", gap.missing());
        map.put(
                "explanation",
                "dropped " + drop.count() + (drop.count() == 1 ? " time: " : " times: ") + text(flow) + ": "
                        + gap.text());
        return map;
    }

    private static String text(Flow flow) {
        String port = flow.destination().port() == 0
                ? ""
                : " port " + flow.destination().port() + "/" + flow.protocol();
        String reason = DropReasons.text(flow.dropReason());
        return flow.source().group() + " -> " + flow.destination().group() + port + " ("
                + (reason.isEmpty() ? "no reason given" : reason) + ", "
                + (flow.isIngress() ? "as it came in" : "as it went out") + ")";
    }

    private PolicyGap gap(Flow flow) throws OperationException, TransientException {
        if (flow.event().isRequest()) {
            return PolicyGap.none(
                    "the connection is allowed, but the rules for requests on it (toPorts.rules) do not let '"
                            + flow.summary()
                            + "' through. Add the name or the path to the rule, or leave the pattern wider.");
        }
        if (flow.dropReason() != 0 && !DropReasons.isPolicy(flow.dropReason())) {
            return PolicyGap.none(
                    "this is no network policy: it is the packet, its route or the node. Look at the agent of"
                            + " node " + flow.node()
                            + " with kubeLogs(selector: 'k8s-app=cilium', namespace: 'kube-system').");
        }
        String namespace = flow.subject().namespace();
        if (namespace.isEmpty()) {
            return PolicyGap.none("the policies of " + flow.subject().group() + " decided, which is no pod: look for a"
                    + " CiliumClusterwideNetworkPolicy with kubeGet(kind: 'ciliumclusterwidenetworkpolicies').");
        }
        return PolicyGap.of(flow, in(namespace));
    }

    private List<PolicySpec> in(String namespace) throws OperationException, TransientException {
        List<PolicySpec> before = known.get(namespace);
        if (before != null) {
            return before;
        }
        List<PolicySpec> found = new ArrayList<>();
        for (ClusterPolicies.Found each : policies.in(namespace, "", PolicySpec.CILIUM, PolicySpec.PLAIN)) {
            found.addAll(PolicySpec.of(each.object()));
        }
        known.put(namespace, found);
        return found;
    }
}
