package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Follows one accepted write of Azure Resource Manager to its end, over restarts: where to look is kept in the journal.
 * Knows {@code Azure-AsyncOperation}, {@code Location}, and the resource's own provisioningState where neither is given
 * or the operation's URL has expired (azure-operations section 0, "PUT LRO").
 *
 * <p>Use: {@link #accepted} with the answer to the write, then {@link #poll} in each turn while {@link #isPending}.
 */
public final class LongRunning {
    private static final Set<String> SUCCEEDED = Set.of("succeeded", "success", "completed", "ready");
    private static final Set<String> FAILED = Set.of("failed", "canceled", "cancelled");
    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);
    private static final Duration AKS_WAIT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final int MOST_MISSES = 5;

    private final Arm arm;
    private final Followed followed;
    private final Clock clock;

    private LongRunning(Arm arm, Followed followed, Clock clock) {
        this.arm = arm;
        this.followed = followed;
        this.clock = clock;
    }

    /** How far the operation is. */
    public sealed interface Progress {}

    /**
     * @param after how long to wait before the next look
     * @param state as the service calls it, e.g. {@code Creating}
     */
    public record Running(Duration after, String state) implements Progress {}

    /** @param body what the operation or, for a POST, its result gave; may be empty. Read the resource again. */
    public record Finished(ObjectNode body) implements Progress {}

    /** True between {@link #accepted} and the end of the operation. */
    public static boolean isPending(Journal journal) {
        return new Followed(journal).style().isPresent();
    }

    /**
     * Saves where to look. Nothing is saved as pending where the answer says that the write is done already.
     *
     * @param verb {@code PUT}, {@code PATCH}, {@code POST} or {@code DELETE}
     */
    public static void accepted(Journal journal, String verb, String path, String apiVersion, ArmResponse response)
            throws IOException {
        new Followed(journal).start(verb, path, apiVersion, response);
    }

    /** Whether this is a provisioningState that the service will not leave by itself; so is none at all. */
    public static boolean isFinal(String state) {
        String lower = state.toLowerCase(Locale.ROOT);
        return lower.isEmpty() || SUCCEEDED.contains(lower) || FAILED.contains(lower);
    }

    /** Whether the service gave up: Failed or Canceled. */
    public static boolean isFailure(String state) {
        return FAILED.contains(state.toLowerCase(Locale.ROOT));
    }

    /** How long to wait where the service does not say: 30 s for AKS, whose buckets allow no more, else 10 s. */
    public static Duration usualWait(String path) {
        return path.toLowerCase(Locale.ROOT).contains("microsoft.containerservice") ? AKS_WAIT : USUAL_WAIT;
    }

    /**
     * One look.
     *
     * @throws ArmException if the operation failed or was cancelled, with the service's code, message, target and
     *     correlation id; it is then no longer pending
     */
    public static Progress poll(Arm arm, Journal journal, Clock clock)
            throws OperationException, TransientException, IOException {
        Followed followed = new Followed(journal);
        Progress progress;
        try {
            progress = new LongRunning(arm, followed, clock).look();
        } catch (ArmException e) {
            followed.end();
            throw e;
        }
        if (progress instanceof Finished) {
            followed.end();
        }
        return progress;
    }

    private Progress look() throws OperationException, TransientException, IOException {
        Followed.Style style =
                followed.style().orElseThrow(() -> new IllegalStateException("no operation is being followed"));
        return switch (style) {
            case ASYNC_OPERATION -> lookAtOperation();
            case LOCATION -> lookAtLocation();
            case RESOURCE -> lookAtResource();
        };
    }

    private Progress lookAtOperation() throws OperationException, TransientException, IOException {
        Optional<ArmResponse> found = follow(followed.url());
        if (found.isEmpty()) {
            return fallBack();
        }
        ArmResponse response = found.get();
        String state = stateOf(response);
        if (isFailure(state)) {
            throw failed(state, response);
        }
        if (SUCCEEDED.contains(state.toLowerCase(Locale.ROOT))) {
            return new Finished(resultOf(response));
        }
        return running(response, state);
    }

    private Progress lookAtLocation() throws OperationException, TransientException, IOException {
        Optional<ArmResponse> found = follow(followed.url());
        if (found.isEmpty()) {
            return followed.verb().equals("DELETE") ? finished() : fallBack();
        }
        ArmResponse response = found.get();
        String state = stateOf(response);
        if (isFailure(state)) {
            throw failed(state, response);
        }
        boolean unfinished = response.status() == 202 || !isFinal(state);
        return unfinished ? running(response, state.isEmpty() ? "in progress" : state) : new Finished(response.body());
    }

    private Progress lookAtResource() throws OperationException, TransientException, IOException {
        Optional<ArmResponse> found = arm.find(followed.path(), followed.apiVersion());
        if (found.isEmpty()) {
            return missing();
        }
        ArmResponse response = found.get();
        String state = response.provisioningState().orElse("");
        boolean deletes = followed.verb().equals("DELETE");
        if (isFailure(state)) {
            throw failed(state, response);
        }
        if (deletes || !isFinal(state)) {
            return running(response, state.isEmpty() ? "in progress" : state);
        }
        return new Finished(response.body());
    }

    private Progress missing() throws OperationException, IOException {
        if (followed.verb().equals("DELETE")) {
            return finished();
        }
        if (followed.countMiss() <= MOST_MISSES) {
            return new Running(usualWait(followed.path()), "not visible yet");
        }
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("code", "ResourceNotFound").put("message", "the write was accepted, but the resource does not exist");
        throw ArmErrors.failed(followed.verb(), followed.path(), "Failed", error, followed.correlationId());
    }

    private Optional<ArmResponse> follow(String url) throws OperationException, TransientException {
        try {
            return Optional.of(arm.follow(url));
        } catch (ArmException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Progress fallBack() throws OperationException, TransientException, IOException {
        if (followed.verb().equals("POST")) {
            return finished();
        }
        followed.lookAtResource();
        return lookAtResource();
    }

    private ObjectNode resultOf(ArmResponse response) throws OperationException, TransientException {
        Optional<String> result = followed.resultUrl();
        return result.isPresent()
                ? follow(result.get()).map(ArmResponse::body).orElse(response.body())
                : response.body();
    }

    private Running running(ArmResponse response, String state) {
        Duration wait = RetryAfter.of(response.headers(), clock).orElse(usualWait(followed.path()));
        return new Running(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait, state);
    }

    private ArmException failed(String state, ArmResponse response) throws OperationException, TransientException {
        JsonNode error = errorIn(response.body());
        boolean mayAskResource =
                followed.verb().equals("PUT") || followed.verb().equals("PATCH");
        if (error.isMissingNode() && mayAskResource) {
            error = arm.find(followed.path(), followed.apiVersion())
                    .map(resource -> errorIn(resource.body()))
                    .orElse(error);
        }
        String known = followed.correlationId();
        String correlation = known.isEmpty() ? ArmErrors.correlationId(response) : known;
        return ArmErrors.failed(followed.verb(), followed.path(), state, error, correlation);
    }

    /** The failure that a resource in state Failed or Canceled tells of. */
    static ArmException failureIn(String path, ArmResponse resource) {
        String state = resource.provisioningState().orElse("Failed");
        return ArmErrors.failed("PUT", path, state, errorIn(resource.body()), ArmErrors.correlationId(resource));
    }

    /** AKS puts the reason of a failed cluster under properties.status (azure-operations section 0, "Resumable waiting"). */
    private static JsonNode errorIn(ObjectNode body) {
        for (String pointer : new String[] {
            "/error",
            "/properties/error",
            "/properties/provisioningError",
            "/properties/status/provisioningError",
            "/properties/status/error",
            "/properties/statusMessage/error"
        }) {
            if (body.at(pointer).isObject()) {
                return body.at(pointer);
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static String stateOf(ArmResponse response) {
        String status = response.body().path("status").asText("");
        if (!status.isEmpty()) {
            return status;
        }
        String state = response.provisioningState().orElse("");
        return state.isEmpty() && response.status() == 202 ? "in progress" : state;
    }

    private static Finished finished() {
        return new Finished(Json.MAPPER.createObjectNode());
    }
}
