package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ServiceError;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Asks the service whether a deployment is good; that writes nothing. The service may take its time, and is then followed.
 */
final class Validation {
    private final Arm arm;
    private final Clock clock;
    private final Journal journal;
    private final String path;

    /** @param journal of its own */
    Validation(Arm arm, Clock clock, Journal journal, String path) {
        this.arm = arm;
        this.clock = clock;
        this.journal = journal;
        this.path = path;
    }

    /** How long to wait; empty where nothing is being followed. */
    Optional<LongRunning.Progress> pending() throws OperationException, TransientException, IOException {
        return LongRunning.isPending(journal) ? Optional.of(LongRunning.poll(arm, journal, clock)) : Optional.empty();
    }

    /** What the service says of it; empty while it is at it. */
    Optional<ObjectNode> ask(ObjectNode body) throws OperationException, TransientException, IOException {
        ArmResponse response = arm.post(path + "/validate", ApiVersions.RESOURCES, body);
        LongRunning.accepted(journal, "POST", path + "/validate", ApiVersions.RESOURCES, response);
        return LongRunning.isPending(journal) ? Optional.empty() : Optional.of(checked(response.body()));
    }

    /** @throws ArmException for an answer that is good by its status alone */
    ObjectNode checked(ObjectNode validated) throws ArmException {
        if (validated.path("error").isObject()) {
            ServiceError error = ServiceError.of(validated, "InvalidTemplateDeployment", "the template is not valid");
            throw new ArmException(
                    200,
                    error.code(),
                    "POST " + path + "/validate: " + error.code() + ": " + error.message()
                            + " Correct the template or its parameters.",
                    Map.of(ArmException.CODE, error.code(), ArmException.SERVICE_MESSAGE, error.message()));
        }
        return validated;
    }

    /** Whether the deployment that there is has this template with these parameters in this mode, and succeeded. */
    static boolean isSame(ObjectNode validated, JsonNode deployed) {
        JsonNode now = validated.path("properties");
        JsonNode then = deployed.path("properties");
        Function<String, Boolean> same = name ->
                now.path(name).asText("").equalsIgnoreCase(then.path(name).asText(""));
        return !now.path("templateHash").asText("").isEmpty()
                && same.apply("templateHash")
                && same.apply("mode")
                && then.path("provisioningState").asText("").equals("Succeeded")
                && values(now).equals(values(then));
    }

    private static Map<String, JsonNode> values(JsonNode properties) {
        Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonNode> each : properties.path("parameters").properties()) {
            values.put(each.getKey(), each.getValue().path("value"));
        }
        return values;
    }
}
