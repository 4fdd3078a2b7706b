package io.jenkins.plugins.aks.network;

import java.util.ArrayList;
import java.util.List;

/** Known mistakes in policies, told before they are applied. */
final class PolicyAdvice {
    private final List<PolicySpec> all;

    /** @param all those that are to be applied and those that stay beside them */
    PolicyAdvice(List<PolicySpec> all) {
        this.all = List.copyOf(all);
    }

    /** @param pods how many it selects; negative where that is not known */
    List<String> of(PolicySpec policy, int pods) {
        List<String> advice = new ArrayList<>();
        for (String side : List.of("ingress", "egress")) {
            if (policy.isVainlyEmpty(side)) {
                advice.add(policy.subject() + ": " + side
                        + ": [] denies nothing, because Cilium takes an empty list for no"
                        + " policy of that side. To deny everything write " + side + ": [{}].");
            }
        }
        if (pods == 0) {
            advice.add(policy.subject() + ": its selector " + policy.selector() + " matches no pod"
                    + (policy.namespace().isEmpty() ? "" : " in namespace " + policy.namespace())
                    + ", so it has no effect yet. Compare it with the labels of the pods.");
        }
        if (policy.namesHosts() && !together(policy).stream().anyMatch(PolicySpec::readsDns)) {
            advice.add(
                    policy.subject() + ": toFQDNs lets nothing through, because no rule has the DNS requests of these"
                            + " pods looked at. Add an egress rule to kube-dns with port 53 and rules: {dns:"
                            + " [{matchPattern: '*'}]}.");
        }
        if (policy.narrowsEgress() && !together(policy).stream().anyMatch(PolicySpec::opensDns)) {
            advice.add(
                    policy.subject() + ": it cuts its pods off DNS, so that they find nothing by name, not even what it"
                            + " allows. Add an egress rule to kube-dns in kube-system with port 53, UDP and TCP.");
        }
        return advice;
    }

    /** The policies that hold for the same pods. */
    private List<PolicySpec> together(PolicySpec policy) {
        return all.stream().filter(each -> each.covers(policy)).toList();
    }
}
