package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.LabelQuery;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * PodDisruptionBudgets that allow no disruption of pods which a restart takes down. Kubernetes heeds budgets when it evicts,
 * not when a workload rolls out, so it would not keep the pods up.
 */
final class RestartBudgets {
    private final LiveObjects objects;
    private final String namespace;

    RestartBudgets(LiveObjects objects, String namespace) {
        this.objects = objects;
        this.namespace = namespace;
    }

    /** One sentence for each workload and budget. */
    List<String> problems(NamespacePods pods, ProxyWish wish) throws OperationException, TransientException {
        List<String> problems = new ArrayList<>();
        List<JsonNode> budgets = objects.list("apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets", "");
        for (JsonNode budget : budgets) {
            JsonNode allowed = budget.at("/status/disruptionsAllowed");
            if (!allowed.isNumber() || allowed.asInt() > 0) {
                continue;
            }
            Set<String> covered = new HashSet<>();
            objects.list("api/v1/namespaces/" + namespace + "/pods", LabelQuery.of(budget.at("/spec/selector")))
                    .forEach(pod -> covered.add(pod.at("/metadata/uid").asText()));
            for (NamespacePods.Workload workload : pods.workloads()) {
                boolean hit = workload.obstacle().isEmpty()
                        && workload.goesDown()
                        && pods.unlike(workload, wish).stream()
                                .anyMatch(pod ->
                                        covered.contains(pod.at("/metadata/uid").asText()));
                if (hit) {
                    problems.add("PodDisruptionBudget " + namespace + "/"
                            + budget.at("/metadata/name").asText() + " allows no disruption (it needs "
                            + budget.at("/status/desiredHealthy").asInt() + " healthy pods and has "
                            + budget.at("/status/currentHealthy").asInt() + "), and a restart of "
                            + workload.subject() + " takes a pod down before the next one is up.");
                }
            }
        }
        return problems;
    }
}
