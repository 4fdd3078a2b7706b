package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Azure Resource Manager in memory, as far as these operations use it: a catalogue of fixed answers, clusters and pools
 * that take some looks to reach their state, and trouble before or after a request is accepted.
 */
final class FakeAks implements Arm {

    /** A request that was sent, in the order of arrival. */
    record Request(String verb, String path, JsonNode body, Map<String, String> headers) {}

    final List<Request> writes = new ArrayList<>();
    final Catalogue catalogue = new Catalogue();
    private final Map<String, ObjectNode> resources = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> ending = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Integer> looks = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Deque<Exception> before = new ArrayDeque<>();
    private final Deque<Exception> after = new ArrayDeque<>();
    private ObjectNode failure;
    private int looksToEnd = 2;
    private int etag;

    /** The next write is answered so, and does nothing. */
    void refuseNext(Exception trouble) {
        before.add(trouble);
    }

    /** The next write is accepted, but this is all the caller learns. */
    void loseNextAnswer() {
        after.add(new TransientException("connection reset", null));
    }

    /** What is under way ends in the state Failed. */
    void failWith(String code, String message) {
        failure = Models.object().put("code", code).put("message", message);
    }

    void looksToEnd(int count) {
        looksToEnd = count;
    }

    ObjectNode resource(String id) {
        return resources.get(id);
    }

    /** A cluster or pool made by somebody else. */
    void given(String id, ObjectNode body) {
        resources.put(id, body);
        tag(body);
    }

    long count(String verb, String path) {
        return writes.stream()
                .filter(write -> write.verb().equals(verb) && write.path().equalsIgnoreCase(path))
                .count();
    }

    @Override
    public ArmResponse get(String path, String apiVersion) throws OperationException {
        return find(path, apiVersion).orElseThrow();
    }

    @Override
    public Optional<ArmResponse> find(String path, String apiVersion) throws OperationException {
        Optional<ObjectNode> known = catalogue.find(path);
        if (known.isPresent()) {
            return known.map(body -> new ArmResponse(200, Map.of(), body));
        }
        List.copyOf(resources.keySet()).stream()
                .filter(id -> id.toLowerCase(Locale.ROOT).startsWith(path.toLowerCase(Locale.ROOT)))
                .forEach(this::advance);
        return Optional.ofNullable(resources.get(path))
                .map(body -> new ArmResponse(200, Map.of(), withPools(path, body)));
    }

    @Override
    public List<JsonNode> list(String path, String apiVersion) throws OperationException {
        List<JsonNode> items = new ArrayList<>();
        catalogue.find(path).orElseThrow().path("value").forEach(items::add);
        return items;
    }

    @Override
    public ArmResponse put(String path, String apiVersion, JsonNode body, Map<String, String> headers)
            throws OperationException, TransientException {
        arrive("PUT", path, body, headers);
        ObjectNode old = resources.get(path);
        if (old != null && "*".equals(headers.get("If-None-Match"))) {
            throw refusal(412, "PreconditionFailed", path);
        }
        String expected = headers.get("If-Match");
        if (old != null && expected != null && !expected.equals(old.path("eTag").asText())) {
            throw refusal(412, "EtagMismatch", path);
        }
        ObjectNode made = complete(path, body.deepCopy(), old);
        resources.put(path, made);
        start(path, old == null ? "Creating" : "Updating", "Succeeded");
        return accepted(path, old == null ? 201 : 200);
    }

    @Override
    public ArmResponse patch(String path, String apiVersion, JsonNode body) {
        throw new UnsupportedOperationException("nothing here patches");
    }

    @Override
    public ArmResponse post(String path, String apiVersion, JsonNode body)
            throws OperationException, TransientException {
        arrive("POST", path, body, Map.of());
        if (path.endsWith("/register")) {
            catalogue.register(path.substring(0, path.length() - "/register".length()));
        } else {
            start(path.substring(0, path.length() - "/abort".length()), "Canceling", "Canceled");
        }
        return accepted(path, 202);
    }

    @Override
    public ArmResponse delete(String path, String apiVersion) throws OperationException, TransientException {
        arrive("DELETE", path, null, Map.of());
        if (!resources.containsKey(path)) {
            return new ArmResponse(204, Map.of(), Models.object());
        }
        start(path, "Deleting", "");
        return accepted(path, 202);
    }

    @Override
    public ArmResponse follow(String url) throws OperationException {
        String path = url.substring("https://arm/operations".length());
        advance(path);
        String state = ending.containsKey(path) ? "InProgress" : "Succeeded";
        ObjectNode body = Models.object().put("status", state);
        if (resources.containsKey(path) && "Failed".equals(Aks.state(resources.get(path)))) {
            body.put("status", "Failed").set("error", failure);
        }
        return new ArmResponse(200, Map.of("retry-after", "7"), body);
    }

    /** The service itself starts something, or ends it: what other people's work looks like. */
    void start(String path, String state, String end) {
        resources.get(path).withObject("/properties").put("provisioningState", state);
        ending.put(path, end);
        looks.put(path, 0);
    }

    private void advance(String path) {
        String end = ending.get(path);
        if (end == null || looks.merge(path, 1, Integer::sum) < looksToEnd) {
            return;
        }
        ending.remove(path);
        if (end.isEmpty()) {
            resources.remove(path);
            return;
        }
        ObjectNode properties = resources.get(path).withObject("/properties");
        boolean fails = failure != null && end.equals("Succeeded");
        properties.put("provisioningState", fails ? "Failed" : end);
        if (fails) {
            properties.withObject("/status").set("provisioningError", failure);
        }
    }

    private ObjectNode complete(String path, ObjectNode made, ObjectNode old) {
        made.put("id", path).put("name", path.substring(path.lastIndexOf('/') + 1));
        tag(made);
        if (!path.contains("/agentPools/")) {
            Catalogue.fillIn(made);
            ArrayNode pools = made.withObject("/properties").withArray("agentPoolProfiles");
            pools.forEach(pool -> store(path, (ObjectNode) pool));
        }
        return made;
    }

    private void store(String cluster, ObjectNode pool) {
        ObjectNode properties = pool.deepCopy();
        properties.put("provisioningState", "Succeeded");
        String id = cluster + "/agentPools/" + properties.remove("name").asText();
        ObjectNode resource = Models.object().put("id", id);
        resource.set("properties", properties);
        tag(resource);
        resources.put(id, resource);
    }

    private void tag(ObjectNode resource) {
        resource.put("eTag", "v" + ++etag);
    }

    /** A cluster shows its pools as they are now. */
    private ObjectNode withPools(String path, ObjectNode body) {
        if (path.contains("/agentPools/") || !path.contains("/managedClusters/")) {
            return body.deepCopy();
        }
        ObjectNode copy = body.deepCopy();
        ArrayNode pools = copy.withObject("/properties").putArray("agentPoolProfiles");
        String prefix = path.toLowerCase(Locale.ROOT) + "/agentpools/";
        resources.forEach((id, resource) -> {
            if (id.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                pools.addObject().put("name", id.substring(prefix.length())).setAll((ObjectNode)
                        resource.path("properties"));
            }
        });
        return copy;
    }

    private void arrive(String verb, String path, JsonNode body, Map<String, String> headers)
            throws OperationException, TransientException {
        if (!before.isEmpty()) {
            raise(before.remove());
        }
        writes.add(new Request(verb, path, body, headers));
    }

    private ArmResponse accepted(String path, int status) throws OperationException, TransientException {
        if (!after.isEmpty()) {
            raise(after.remove());
        }
        return new ArmResponse(
                status, Map.of("azure-asyncoperation", "https://arm/operations" + path), Models.object());
    }

    private static void raise(Exception trouble) throws OperationException, TransientException {
        if (trouble instanceof OperationException refused) {
            throw refused;
        }
        throw (TransientException) trouble;
    }

    static ArmException refusal(int status, String code, String message) {
        return new ArmException(status, code, code + ": " + message, Map.of());
    }
}
