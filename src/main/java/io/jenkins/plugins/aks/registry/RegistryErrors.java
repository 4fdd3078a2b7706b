package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes a failure of a registry's answer. */
final class RegistryErrors {
    private static final int QUOTED = 300;

    private RegistryErrors() {}

    /**
     * @param subject method, host and path
     * @return the final failure, for the caller to throw
     * @throws TransientException for what passes by itself: 408, 425, 429, 5xx
     */
    static OperationException of(String subject, RegistryResponse response, Clock clock) throws TransientException {
        int status = response.status();
        String code = code(response);
        String text = subject + ": HTTP " + status + " " + code + ": " + message(response);
        if (status == 429 || status == 408 || status == 425 || status >= 500) {
            throw new TransientException(text, retryAfter(response, clock), status == 429, null);
        }
        return new RegistryException(status, code, text + advice(status, code));
    }

    static String code(RegistryResponse response) {
        return Json.lenient(response.body()).at("/errors/0/code").asText("Http" + response.status());
    }

    private static String message(RegistryResponse response) {
        JsonNode error = Json.lenient(response.body()).at("/errors/0");
        String message = error.path("message").asText("");
        if (message.isEmpty()) {
            message =
                    new String(response.body(), StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        }
        return message.isEmpty() ? "no message" : message.substring(0, Math.min(QUOTED, message.length()));
    }

    private static Duration retryAfter(RegistryResponse response, Clock clock) {
        Map<String, String> headers = new HashMap<>();
        response.headers().forEach((name, values) -> headers.put(name, values.get(0)));
        return RetryAfter.of(headers, clock).orElse(null);
    }

    private static String advice(int status, String code) {
        if (status == 401 || status == 403) {
            return ". Check the credential, and that it may do this: an Azure container registry wants the role AcrPull"
                    + " to read and AcrPush to write, which take some minutes to count.";
        }
        return switch (code) {
            case "NAME_UNKNOWN" -> ". The registry has no such repository: check the image's name.";
            case "MANIFEST_UNKNOWN" -> ". The repository has no such tag or digest: check the image's name.";
            case "UNSUPPORTED" -> ". The registry does not allow this operation.";
            default -> ". Check the image's name and the registry.";
        };
    }
}
