package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Azure Resource Manager by path and api-version. Every method sends one request, never sleeps and never retries.
 * Paths start with {@code /subscriptions/…}; a query other than the api-version may be part of the path.
 *
 * <p>All throw {@link ArmException} for a refusal (with ARM's own code, message, target and correlation id), and
 * {@link TransientException} for what passes by itself: 408, 429 (throttled, with Retry-After), 5xx, a broken
 * connection, and 409 where another operation is in progress.
 */
public interface Arm {

    ArmResponse get(String path, String apiVersion) throws OperationException, TransientException;

    /** Like {@link #get}, but empty where the resource does not exist (404). */
    Optional<ArmResponse> find(String path, String apiVersion) throws OperationException, TransientException;

    /** All pages' {@code value} items. */
    List<JsonNode> list(String path, String apiVersion) throws OperationException, TransientException;

    /** @param headers e.g. {@code If-Match}; may be empty */
    ArmResponse put(String path, String apiVersion, JsonNode body, Map<String, String> headers)
            throws OperationException, TransientException;

    ArmResponse patch(String path, String apiVersion, JsonNode body) throws OperationException, TransientException;

    /** @param body null for none */
    ArmResponse post(String path, String apiVersion, JsonNode body) throws OperationException, TransientException;

    /** 404 counts as deleted: the answer then has status 204. */
    ArmResponse delete(String path, String apiVersion) throws OperationException, TransientException;

    /** GET of an absolute URL that the service itself gave out (an operation's status); must be of this cloud's host. */
    ArmResponse follow(String url) throws OperationException, TransientException;
}
