package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A token request that Entra refuses, with its AADSTS number. */
final class EntraRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final int number;

    EntraRefusal(int status, String error, int number, String message) {
        super(message, null, false, false);
        this.status = status;
        this.error = error;
        this.number = number;
    }

    WebResponse response(WebRequest request, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String correlation = request.header("client-request-id").orElse(request.requestId());
        ObjectNode body = Json.object()
                .put("error", error)
                .put(
                        "error_description",
                        "AADSTS" + number + ": " + getMessage() + " Trace ID: " + request.requestId()
                                + " Correlation ID: " + correlation + " Timestamp: " + time);
        body.putArray("error_codes").add(number);
        body.put("timestamp", time).put("trace_id", request.requestId()).put("correlation_id", correlation);
        return WebResponse.json(status, body).with("Cache-Control", "no-store");
    }
}
