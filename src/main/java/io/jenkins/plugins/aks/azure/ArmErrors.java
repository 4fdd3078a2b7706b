package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what Azure Resource Manager answered into the exceptions that {@link Arm} promises. */
final class ArmErrors {
    /** Codes of a 409 that pass once the other operation has ended (azure-operations section 0, "Serialise"). */
    private static final Set<String> BUSY = Set.of(
            "OperationNotAllowed",
            "Conflict",
            "AnotherOperationInProgress",
            "OperationInProgress",
            "ConcurrentOperationInProgress",
            "InProgress",
            "DeploymentActive",
            "ResourceGroupBeingDeleted",
            "ResourceGroupDeletionInProgress",
            "ConflictingConcurrentWriteNotAllowed",
            "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
            "RetryableError");

    /** These are also sent inside {@code OperationNotAllowed}, and do not pass by themselves. */
    private static final Set<String> LASTING =
            Set.of("QuotaExceeded", "InsufficientVCPUQuota", "SkuNotAvailable", "ScopeLocked");

    /** AKS says so of a cluster at rest: it takes the operation only after it was started or repaired. */
    private static final Pattern AT_REST =
            Pattern.compile("(?i)power state ?\\(stopped\\)|provisioning state ?\\(failed\\)");

    private static final int TOO_MANY = 429;

    private ArmErrors() {}

    /**
     * @param verb the HTTP method
     * @param resource path without query
     * @return never; the declared type lets the caller write {@code throw}
     */
    static OperationException refusal(String verb, String resource, ArmResponse response, Clock clock)
            throws TransientException {
        int status = response.status();
        ServiceError error = ServiceError.of(response.body(), "Http" + status, "HTTP status " + status);
        Duration wait = RetryAfter.of(response.headers(), clock).orElse(null);
        String correlation = correlationId(response);
        String said = verb + " " + resource + ": " + error.code() + ": " + error.message();
        if (status == TOO_MANY) {
            throw new TransientException("throttled: " + said, wait, true, null);
        }
        if (status == 408 || (status >= 500 && status != 501)) {
            throw new TransientException(
                    said + " (HTTP " + status + correlationNote(correlation) + ")", wait, false, null);
        }
        if (status == 401 && error.code().equals("ExpiredAuthenticationToken")) {
            throw new TransientException(said, wait, false, null);
        }
        if (isBusy(verb, status, error)) {
            throw new BusyException(error.code(), "busy: " + said, wait);
        }
        return exception(status, verb, resource, error, correlation);
    }

    /** The failure of an operation that had been accepted. */
    static ArmException failed(String verb, String resource, String state, JsonNode error, String correlation) {
        ServiceError said = ServiceError.of(error, state, "the operation ended as " + state + " without a reason");
        return exception(200, verb, resource, said, correlation);
    }

    static String correlationId(ArmResponse response) {
        return response.header("x-ms-correlation-request-id")
                .or(() -> response.header("x-ms-request-id"))
                .orElse("");
    }

    private static boolean isBusy(String verb, int status, ServiceError error) {
        boolean quota = error.hasCode(LASTING)
                || error.message().toLowerCase(java.util.Locale.ROOT).contains("quota");
        boolean lasting = quota || AT_REST.matcher(error.message()).find();
        return status == 409 && !verb.equals("GET") && error.hasCode(BUSY) && !lasting;
    }

    private static ArmException exception(
            int status, String verb, String resource, ServiceError error, String correlation) {
        Map<String, String> data = new TreeMap<>();
        data.put(ArmException.CODE, error.code());
        data.put(ArmException.CODES, String.join(",", new TreeSet<>(error.codes())));
        data.put(ArmException.STATUS, Integer.toString(status));
        data.put(ArmException.RESOURCE, resource);
        data.put(ArmException.SERVICE_MESSAGE, error.message());
        if (!error.target().isEmpty()) {
            data.put(ArmException.TARGET, error.target());
        }
        if (!correlation.isEmpty()) {
            data.put(ArmException.CORRELATION_ID, correlation);
        }
        String what = status == 200 ? "failed" : "was refused with HTTP " + status;
        String target = error.target().isEmpty() ? "" : " (target " + error.target() + ")";
        String message = subject(resource) + ": " + verb + " " + what + ", " + error.code() + inner(error) + target
                + ": " + ended(error.message()) + " " + Advice.about(error, status) + correlationSentence(correlation);
        return new ArmException(status, error.code(), message, data);
    }

    /** The codes inside that the message does not name. */
    private static String inner(ServiceError error) {
        String more = error.codes().stream()
                .filter(code -> !code.equals(error.code()) && !error.message().contains(code))
                .sorted()
                .collect(Collectors.joining(", "));
        return more.isEmpty() ? "" : " (" + more + ")";
    }

    private static String subject(String resource) {
        try {
            ResourceId id = ResourceId.parse(resource);
            if (id.name().equals(id.shortType())) {
                return subject(resource.substring(0, resource.lastIndexOf('/'))) + " (" + id.name() + ")";
            }
            return id.shortType() + " " + id.name();
        } catch (IllegalArgumentException e) {
            return resource;
        }
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("!") || sentence.endsWith("…") ? sentence : sentence + ".";
    }

    private static String correlationNote(String correlation) {
        return correlation.isEmpty() ? "" : ", correlation id " + correlation;
    }

    private static String correlationSentence(String correlation) {
        return correlation.isEmpty() ? "" : " Correlation id " + correlation + ".";
    }
}
