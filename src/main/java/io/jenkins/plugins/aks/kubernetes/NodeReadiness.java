package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Waits for the nodes of an AKS pool: as many as wanted, each Ready, with the wanted taints and labels. AKS' own answer is
 * not enough, since a pool can have succeeded before its nodes show a new taint (azure-operations trap 23).
 *
 * @param pool the agent pool's name
 * @param least the least number of nodes
 * @param most the most; equal to least without autoscaler
 * @param taints exactly these, as {@code key=value:Effect} or {@code key:Effect}; null for any. Taints of
 *     {@code node.kubernetes.io} and {@code node.cloudprovider.kubernetes.io} do not count: Kubernetes sets them itself
 * @param labels at least these
 */
public record NodeReadiness(String pool, int least, int most, List<String> taints, Map<String, String> labels) {
    private static final String POOL_LABEL = "kubernetes.azure.com/agentpool";
    private static final String OLD_POOL_LABEL = "agentpool";

    public Readiness look(KubernetesClient client) throws OperationException, TransientException {
        return KubernetesErrors.call("list the nodes of pool " + pool, () -> {
            List<Node> nodes = client.nodes().withLabel(POOL_LABEL, pool).list().getItems();
            if (nodes.isEmpty()) {
                nodes = client.nodes().withLabel(OLD_POOL_LABEL, pool).list().getItems();
            }
            return judge(nodes);
        });
    }

    Readiness judge(List<Node> nodes) {
        List<String> seen = new ArrayList<>();
        String missing = "";
        int good = 0;
        for (Node node : nodes) {
            String problem = problem(node);
            seen.add(node.getMetadata().getName() + ": " + (problem.isEmpty() ? "as wanted" : problem));
            if (problem.isEmpty()) {
                good++;
            } else if (missing.isEmpty()) {
                missing = node.getMetadata().getName() + " " + problem;
            }
        }
        if (nodes.size() < least || nodes.size() > most || good < nodes.size()) {
            String wanted = least == most ? Integer.toString(least) : least + " to " + most;
            String waitingFor = "node pool " + pool + ": " + good + " of " + wanted + " nodes as wanted"
                    + (nodes.size() > most ? ", " + nodes.size() + " exist" : "")
                    + (missing.isEmpty() ? "" : "; " + missing);
            return new Readiness(false, waitingFor, seen);
        }
        return new Readiness(true, "", seen);
    }

    private String problem(Node node) {
        if (node.getMetadata().getDeletionTimestamp() != null) {
            return "is being deleted";
        }
        String ready = readyProblem(node);
        if (!ready.isEmpty()) {
            return ready;
        }
        List<String> present = taintsOf(node);
        if (taints != null && !(present.containsAll(taints) && taints.containsAll(present))) {
            return "has the taints " + present + " instead of " + taints;
        }
        Map<String, String> own = Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getValue().equals(own.get(label.getKey()))) {
                return "has no label " + label.getKey() + "=" + label.getValue();
            }
        }
        return "";
    }

    private static String readyProblem(Node node) {
        List<NodeCondition> conditions =
                node.getStatus() == null ? List.of() : node.getStatus().getConditions();
        for (NodeCondition condition : conditions) {
            if ("Ready".equals(condition.getType())) {
                return "True".equals(condition.getStatus())
                        ? ""
                        : "is not Ready: " + condition.getReason() + " (" + condition.getMessage() + ")";
            }
        }
        return "reports no condition yet";
    }

    private static List<String> taintsOf(Node node) {
        List<Taint> all = node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        return all.stream()
                .filter(taint -> !taint.getKey().startsWith("node.kubernetes.io/")
                        && !taint.getKey().startsWith("node.cloudprovider.kubernetes.io/"))
                .map(NodeReadiness::text)
                .sorted()
                .toList();
    }

    private static String text(Taint taint) {
        boolean bare = taint.getValue() == null || taint.getValue().isEmpty();
        return taint.getKey() + (bare ? "" : "=" + taint.getValue()) + ":" + taint.getEffect();
    }
}
