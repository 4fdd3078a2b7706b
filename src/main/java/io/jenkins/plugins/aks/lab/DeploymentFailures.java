package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ServiceError;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names what failed in a deployment and why, in nested deployments too: the deployment itself only says that something did. */
final class DeploymentFailures {
    private static final int DEEPEST = 6;
    private static final int MOST = 20;

    private record Failure(String type, String name, ServiceError error) {
        String text() {
            return type + " " + name + ": " + error.code() + ": " + error.message();
        }
    }

    private final DeploymentOperations operations;

    DeploymentFailures(DeploymentOperations operations) {
        this.operations = operations;
    }

    /** The failure with what the deployment's operations say; the failure as it is where they say nothing. */
    ArmException explain(String path, String subject, ArmException failure)
            throws OperationException, TransientException {
        List<Failure> failures = new ArrayList<>();
        collect(path, failures, 0);
        if (failures.isEmpty()) {
            return failure;
        }
        StringBuilder text = new StringBuilder(subject)
                .append(" failed: ")
                .append(failures.size() == 1 ? "1 resource" : failures.size() + " resources");
        failures.stream().limit(MOST).forEach(each -> text.append("\n  ").append(each.text()));
        text.append(failures.size() > MOST ? "\n  …" : "")
                .append("\nWhat was made stays. Correct the cause and run the step again: it goes on from there.");
        failure.correlationId()
                .ifPresent(id -> text.append(" Correlation id ").append(id).append('.'));
        Map<String, String> data = new TreeMap<>(failure.data());
        data.put(ArmException.CODE, failures.get(0).error().code());
        data.put(ArmException.SERVICE_MESSAGE, failures.get(0).error().message());
        data.put(
                ArmException.TARGET,
                failures.get(0).type() + " " + failures.get(0).name());
        return new ArmException(failure.status(), failures.get(0).error().code(), text.toString(), data);
    }

    private void collect(String path, List<Failure> failures, int depth) throws OperationException, TransientException {
        for (JsonNode each : operations.list(path)) {
            JsonNode properties = each.path("properties");
            if (!properties.path("provisioningState").asText().equalsIgnoreCase("Failed")) {
                continue;
            }
            JsonNode target = properties.path("targetResource");
            int before = failures.size();
            boolean nested = target.path("resourceType").asText().equalsIgnoreCase(DeploymentOperations.DEPLOYMENT);
            if (nested && depth < DEEPEST) {
                nested(target.path("id").asText(), failures, depth + 1);
            }
            if (failures.size() == before) {
                failures.add(new Failure(
                        target.path("resourceType").asText("the deployment"),
                        target.path("resourceName").asText("itself"),
                        ServiceError.of(
                                message(properties.path("statusMessage")),
                                properties.path("statusCode").asText("Failed"),
                                "no reason is given")));
            }
        }
    }

    /** A nested deployment whose own request was refused does not exist. */
    private void nested(String id, List<Failure> failures, int depth) throws OperationException, TransientException {
        try {
            collect(id, failures, depth);
        } catch (ArmException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    /** Some resource providers answer with JSON in a string. */
    private static JsonNode message(JsonNode message) {
        if (!message.isTextual() || !message.textValue().strip().startsWith("{")) {
            return message;
        }
        try {
            return new ObjectMapper().readTree(message.textValue());
        } catch (JsonProcessingException e) {
            return message;
        }
    }
}
