package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ChosenObject;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pods by name, by the workload that they belong to, or by labels; exactly one of the three is not empty.
 *
 * @param workload kind and name, {@code deployment/web}
 * @param container which of the containers; empty for the pod's default or only one
 */
record PodQuery(String pod, String workload, String selector, String namespace, String container) {

    /** The pods as the API server has them now; a pod that is named has to exist. */
    List<JsonNode> find(ApiReader reader) throws OperationException, TransientException {
        if (!pod.isEmpty()) {
            JsonNode one = new ObjectChoice("pods", pod, namespace, "")
                    .find(reader)
                    .get(0)
                    .live();
            if (one.isMissingNode()) {
                throw new OperationException("pod " + namespace + "/" + pod
                        + " does not exist. Check name and namespace; kubeGet shows the pods there are.");
            }
            return List.of(one);
        }
        String labels = workload.isEmpty() ? selector : labels(reader);
        List<JsonNode> pods = new ArrayList<>();
        for (ChosenObject each : new ObjectChoice("pods", "", namespace, labels).find(reader)) {
            pods.add(each.live());
        }
        return pods;
    }

    /** As errors and the log name them. */
    String subject() {
        return !pod.isEmpty()
                ? "pod " + namespace + "/" + pod
                : !workload.isEmpty()
                        ? "pods of " + workload + " in namespace " + namespace
                        : "pods with " + selector + " in namespace " + namespace;
    }

    private String labels(ApiReader reader) throws OperationException, TransientException {
        String[] parts = workload.split("/", 2);
        ChosenObject owner =
                new ObjectChoice(parts[0], parts[1], namespace, "").find(reader).get(0);
        if (owner.live().isMissingNode()) {
            throw new OperationException(owner.subject() + " does not exist. Check kind, name and namespace.");
        }
        JsonNode wanted = owner.live().at("/spec/selector");
        List<String> terms = new ArrayList<>();
        JsonNode plain =
                wanted.has("matchLabels") || wanted.has("matchExpressions") ? wanted.path("matchLabels") : wanted;
        plain.fields()
                .forEachRemaining(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        wanted.path("matchExpressions").forEach(each -> terms.add(term(each)));
        if (terms.isEmpty()) {
            throw new OperationException(owner.subject()
                    + " selects no pods. Name a Deployment, a StatefulSet, a DaemonSet, a Job, a Service, or"
                    + " use a selector.");
        }
        return String.join(",", terms);
    }

    private static String term(JsonNode expression) {
        String key = expression.path("key").asText();
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        return switch (expression.path("operator").asText()) {
            case "In" -> key + " in (" + String.join(",", values) + ")";
            case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }
}
