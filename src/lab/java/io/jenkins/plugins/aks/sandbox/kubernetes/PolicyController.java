package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.network.Enforcement;
import io.jenkins.plugins.aks.sandbox.network.PolicyReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells network policies whether they are valid, and has those that are enforced, as far as the cluster enforces any. */
final class PolicyController implements Controller {
    private static final ResourceType PLAIN = BuiltInTypes.kind("NetworkPolicy");
    private static final List<String> CILIUM = List.of("CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy");

    private final ControlPlane plane;
    private final ResourceTypes types;
    private final Desired desired;
    private final Enforcement enforcement;

    PolicyController(ControlPlane plane, ResourceTypes types, Store store, Desired desired) {
        this.plane = plane;
        this.types = types;
        this.desired = desired;
        this.enforcement = new Enforcement(store, desired.key());
    }

    @Override
    public void reconcile() {
        JsonNode network = Json.at(desired.cluster(), "properties", "networkProfile");
        String enforcer = Json.text(network, "networkPolicy");
        List<ObjectNode> enforced = new ArrayList<>();
        if (List.of("cilium", "azure", "calico").contains(enforcer)) {
            plane.list(PLAIN).forEach(policy -> enforced.add(bare(policy)));
        }
        boolean cilium = Json.text(network, "networkDataplane").equals("cilium");
        boolean acns = Json.at(network, "advancedNetworking", "enabled").asBoolean()
                && Json.at(network, "advancedNetworking", "security", "enabled").asBoolean();
        for (String kind : cilium ? CILIUM : List.<String>of()) {
            types.ofKind("cilium.io/v2", kind).ifPresent(type -> review(type, acns, enforced));
        }
        boolean any = cilium && enforcer.equals("cilium") || !cilium && !enforced.isEmpty();
        enforcement
                .follow(
                        any ? enforced : List.of(),
                        plane.now(),
                        plane.delays().real().apply(Enforcement.REGENERATION))
                .ifPresent(plane::reached);
    }

    private void review(ResourceType type, boolean acns, List<ObjectNode> valid) {
        for (ObjectNode policy : plane.list(type)) {
            Optional<String> problem = new PolicyReview(acns).problem(policy);
            String message = problem.orElse("Policy validation succeeded");
            Conditions.set(policy, "Valid", problem.isEmpty(), "", message, plane.now());
            plane.save(type, policy);
            if (problem.isEmpty() && !Meta.deleting(policy)) {
                valid.add(bare(policy));
            }
        }
    }

    /** What of a policy matters to the agents. */
    private static ObjectNode bare(JsonNode policy) {
        ObjectNode bare = Json.object().put("kind", Meta.kind(policy));
        Meta.of(bare).put("namespace", Meta.namespace(policy)).put("name", Meta.name(policy));
        for (String field : List.of("spec", "specs")) {
            if (policy.has(field)) {
                bare.set(field, policy.path(field).deepCopy());
            }
        }
        return bare;
    }
}
