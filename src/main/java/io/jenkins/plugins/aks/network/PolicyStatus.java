package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.List;

/** What Cilium and other field managers have made of an applied policy. */
final class PolicyStatus {
    private static final List<String> RULES = List.of("ingress", "ingressDeny", "egress", "egressDeny");

    private PolicyStatus() {}

    /** Whether Cilium has said that it takes the policy; plain policies are not told so. */
    static boolean isTaken(ManifestObject policy, JsonNode live) throws OperationException {
        if (policy.kind().equals(PolicySpec.PLAIN)) {
            return true;
        }
        for (JsonNode condition : live.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Valid")) {
                if (condition.path("status").asText().equals("False")) {
                    throw new OperationException(policy + " is stored, but Cilium does not enforce it: "
                            + condition.path("message").asText("it is not valid")
                            + ". Correct it and run the step again.");
                }
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /**
     * The whole effect of a policy must be that of its manifest: rules that another field manager has put there stay in a
     * server-side apply.
     */
    static void requireAsWritten(ManifestObject policy, JsonNode live) throws OperationException {
        List<String> left = new ArrayList<>();
        for (String rule : RULES) {
            if (live.path("spec").has(rule) && !policy.json().path("spec").has(rule)) {
                left.add("spec." + rule);
            }
        }
        if (!left.isEmpty()) {
            List<String> managers = new ArrayList<>();
            live.at("/metadata/managedFields")
                    .forEach(entry -> managers.add(entry.path("manager").asText()));
            throw new OperationException(
                    policy + ": " + String.join(", ", left) + " is not in the manifest and stays all"
                            + " the same, because another field manager owns it (managers of the object: "
                            + String.join(", ", managers) + "). Delete the policy once, and run the step again.");
        }
    }
}
