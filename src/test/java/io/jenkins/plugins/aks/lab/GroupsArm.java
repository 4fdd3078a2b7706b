package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Resource groups in memory, with deletions that take as many looks as told, and answers that get lost. */
final class GroupsArm implements Arm {

    static final String SUBSCRIPTION = "sub";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final Map<String, ObjectNode> groups = new TreeMap<>();
    final Map<String, List<JsonNode>> resources = new TreeMap<>();
    final List<String> writes = new ArrayList<>();
    int looksWhileDeleting = 2;
    boolean loseNextAnswer;
    boolean failDeletion;
    private final Map<String, Integer> deleting = new TreeMap<>();

    ObjectNode add(String name, String location, Map<String, String> tags) {
        ObjectNode group = JSON.objectNode();
        group.put("id", path(name)).put("name", name).put("location", location);
        tags.forEach(group.putObject("tags")::put);
        group.putObject("properties").put("provisioningState", "Succeeded");
        groups.put(name, group);
        return group;
    }

    static String path(String name) {
        return "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + name;
    }

    @Override
    public ArmResponse get(String path, String apiVersion) throws OperationException {
        return find(path, apiVersion)
                .orElseThrow(() -> new ArmException(404, "ResourceGroupNotFound", path + " not found", Map.of()));
    }

    @Override
    public Optional<ArmResponse> find(String path, String apiVersion) {
        String name = name(path);
        if (deleting.containsKey(name) && deleting.merge(name, -1, Integer::sum) < 0) {
            groups.remove(name);
            deleting.remove(name);
        }
        return Optional.ofNullable(groups.get(name)).map(group -> new ArmResponse(200, Map.of(), group.deepCopy()));
    }

    @Override
    public List<JsonNode> list(String path, String apiVersion) {
        if (path.endsWith("/locations")) {
            return Stream.of("eastus", "northeurope", "westeurope")
                    .map(name -> (JsonNode) JSON.objectNode().put("name", name))
                    .toList();
        }
        return path.endsWith("/resources")
                ? resources.getOrDefault(path.split("/")[4], List.of())
                : List.copyOf(groups.values());
    }

    @Override
    public ArmResponse put(String path, String apiVersion, JsonNode body, Map<String, String> headers)
            throws TransientException {
        Map<String, String> tags = new TreeMap<>();
        body.path("tags")
                .fields()
                .forEachRemaining(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return written("PUT", path, add(name(path), body.path("location").asText(), tags), 201);
    }

    @Override
    public ArmResponse patch(String path, String apiVersion, JsonNode body) throws TransientException {
        ObjectNode group = groups.get(name(path));
        group.set("tags", body.path("tags"));
        return written("PATCH", path, group, 200);
    }

    @Override
    public ArmResponse post(String path, String apiVersion, JsonNode body) {
        throw new AssertionError("groups know no POST");
    }

    @Override
    public ArmResponse delete(String path, String apiVersion) throws TransientException {
        ObjectNode group = groups.get(name(path));
        if (!failDeletion) {
            ((ObjectNode) group.path("properties")).put("provisioningState", "Deleting");
            deleting.put(name(path), looksWhileDeleting);
        }
        return written("DELETE", path, JSON.objectNode(), 202);
    }

    @Override
    public ArmResponse follow(String url) throws OperationException {
        if (failDeletion) {
            throw new ArmException(409, "ScopeLocked", "the scope is locked", Map.of());
        }
        int status = find(path(url.substring(url.lastIndexOf('/') + 1)), "").isPresent() ? 202 : 200;
        return new ArmResponse(status, Map.of("retry-after", "5"), JSON.objectNode());
    }

    private ArmResponse written(String verb, String path, ObjectNode body, int status) throws TransientException {
        writes.add(verb + " " + name(path));
        if (loseNextAnswer) {
            loseNextAnswer = false;
            throw new TransientException("the connection broke after the request", null);
        }
        Map<String, String> headers =
                status == 202 ? Map.of("location", "https://arm.test/operations/" + name(path)) : Map.of();
        return new ArmResponse(status, headers, body.deepCopy());
    }

    private static String name(String path) {
        return path.split("/")[4];
    }
}
