package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The agent of the cost analysis add-on. */
final class CostAnalysis implements Controller {
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "cost-analysis-agent";
    private static final ResourceType DEPLOYMENT = BuiltInTypes.kind("Deployment");

    private final ControlPlane plane;
    private final Desired desired;

    CostAnalysis(ControlPlane plane, Desired desired) {
        this.plane = plane;
        this.desired = desired;
    }

    @Override
    public void reconcile() {
        boolean on = desired.cluster()
                .at("/properties/metricsProfile/costAnalysis/enabled")
                .asBoolean();
        Optional<ObjectNode> found = plane.get(DEPLOYMENT, NAMESPACE, NAME);
        if (!on) {
            found.ifPresent(agent -> plane.delete(DEPLOYMENT, agent));
        } else if (found.isEmpty()) {
            plane.create(DEPLOYMENT, agent());
        }
    }

    private static ObjectNode agent() {
        ObjectNode agent = Json.object().put("kind", "Deployment").put("apiVersion", "apps/v1");
        Meta.of(agent).put("name", NAME).put("namespace", NAMESPACE);
        Json.child(agent, "metadata", "labels").put("kubernetes.azure.com/managedby", "aks");
        Json.child(agent, "spec").put("replicas", 1);
        Json.child(agent, "spec", "selector", "matchLabels").put("app", NAME);
        Json.child(agent, "spec", "template", "metadata", "labels").put("app", NAME);
        ObjectNode spec = Json.child(agent, "spec", "template", "spec");
        spec.putArray("containers")
                .addObject()
                .put("name", NAME)
                .put("image", "mcr.microsoft.com/aks/cost-analysis/cost-analysis-agent:v0.0.22");
        // With a key: what tolerates everything comes back to a node that is being drained.
        spec.putArray("tolerations")
                .addObject()
                .put("key", "CriticalAddonsOnly")
                .put("operator", "Exists");
        return agent;
    }
}
