package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The secret parameters of one turn: read from their variables, sent, and taken out of whatever the service says. */
final class Secrets {
    private static final String MASK = "****";

    private final Map<String, String> variables;
    private final Map<String, SecretText> found;

    private Secrets(Map<String, String> variables, Map<String, SecretText> found) {
        this.variables = variables;
        this.found = found;
    }

    /** @param variables the names of environment variables by parameter */
    static Secrets of(AksSession session, Map<String, String> variables) throws OperationException {
        Map<String, SecretText> found = new HashMap<>();
        for (Map.Entry<String, String> each : variables.entrySet()) {
            Optional<SecretText> value = session.variable(each.getValue());
            value.ifPresent(secret -> found.put(each.getKey(), secret));
        }
        return new Secrets(variables, found);
    }

    /** Adds the values to a deployment's parameters. */
    void addTo(ObjectNode parameters, TemplateParameters declared) throws InvalidParameterException {
        for (Map.Entry<String, String> each : variables.entrySet()) {
            SecretText secret = found.get(each.getKey());
            if (secret == null) {
                throw new InvalidParameterException(
                        "secureParameters." + each.getKey(),
                        each.getValue(),
                        "the name of an environment variable that is set where the step runs",
                        "Put the step into withCredentials { } that binds it.");
            }
            ObjectNode parameter = parameters.putObject(each.getKey());
            if (declared.isObject(each.getKey())) {
                String name = "the variable " + each.getValue();
                parameter.set("value", TemplateText.object("secureParameters." + each.getKey(), name, secret.reveal()));
            } else {
                parameter.put("value", secret.reveal());
            }
        }
    }

    /** The same failure without any secret in its text, or in what it was caused by. */
    OperationException clean(OperationException e) {
        if (found.isEmpty()) {
            return e;
        }
        Map<String, String> data = new HashMap<>();
        e.data().forEach((key, value) -> data.put(key, masked(value)));
        return e instanceof ArmException arm
                ? new ArmException(arm.status(), arm.code(), masked(arm.getMessage()), data)
                : new OperationException(masked(e.getMessage()), data, null);
    }

    TransientException clean(TransientException e) {
        return found.isEmpty()
                ? e
                : new TransientException(masked(e.getMessage()), e.retryAfter().orElse(null), e.throttled(), null);
    }

    private String masked(String text) {
        String result = text;
        for (SecretText secret : found.values()) {
            String value = secret.reveal();
            if (!value.isEmpty()) {
                result = result.replace(value, MASK);
            }
        }
        return result;
    }
}
