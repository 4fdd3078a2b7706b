package io.jenkins.plugins.aks.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * PodDisruptionBudgets that allow no eviction now and cover pods on the nodes that are to be drained: there the drain
 * would time out and the upgrade fail.
 */
final class BlockingBudgets {
    private static final int SHOWN = 3;
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private BlockingBudgets() {}

    static List<String> problems(PreflightScene scene) throws OperationException, TransientException {
        KubernetesClient client = scene.kubernetes();
        List<PodDisruptionBudget> budgets = KubernetesErrors.call(
                "list the PodDisruptionBudgets of cluster " + scene.place().cluster(), () -> client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inAnyNamespace()
                        .list()
                        .getItems());
        List<String> problems = new ArrayList<>();
        Set<String> nodes = null;
        for (PodDisruptionBudget budget : budgets) {
            if (allowsNone(budget)) {
                nodes = nodes == null ? scene.nodes().keySet() : nodes;
                List<String> pods = pods(client, budget, nodes);
                if (!pods.isEmpty()) {
                    problems.add(text(budget, pods));
                }
            }
        }
        return problems;
    }

    /** As its controller has written it; one that it has not seen yet is not judged. */
    private static boolean allowsNone(PodDisruptionBudget budget) {
        return budget.getStatus() != null
                && budget.getStatus().getDisruptionsAllowed() != null
                && budget.getStatus().getDisruptionsAllowed() == 0
                && budget.getSpec().getSelector() != null;
    }

    private static List<String> pods(KubernetesClient client, PodDisruptionBudget budget, Set<String> nodes)
            throws OperationException, TransientException {
        String namespace = budget.getMetadata().getNamespace();
        List<Pod> pods = KubernetesErrors.call("list the pods of " + namespace, () -> client.pods()
                .inNamespace(namespace)
                .withLabelSelector(budget.getSpec().getSelector())
                .list()
                .getItems());
        return pods.stream()
                .filter(pod -> nodes.contains(pod.getSpec().getNodeName()))
                .filter(pod -> !ENDED.contains(pod.getStatus().getPhase()))
                .map(pod -> pod.getMetadata().getName() + " on " + pod.getSpec().getNodeName())
                .toList();
    }

    private static String text(PodDisruptionBudget budget, List<String> pods) {
        String more = pods.size() > SHOWN ? " and " + (pods.size() - SHOWN) + " more" : "";
        return "PodDisruptionBudget " + budget.getMetadata().getNamespace() + "/"
                + budget.getMetadata().getName() + " allows no eviction (it needs "
                + budget.getStatus().getDesiredHealthy() + " healthy pods and has "
                + budget.getStatus().getCurrentHealthy() + ") and covers "
                + String.join(", ", pods.subList(0, Math.min(SHOWN, pods.size()))) + more
                + ": run more replicas, or let it allow one disruption.";
    }
}
