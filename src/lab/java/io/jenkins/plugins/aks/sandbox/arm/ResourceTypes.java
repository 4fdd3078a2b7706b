package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The resource providers with their types and api-versions: {@code /sandbox/providers.json}. */
public final class ResourceTypes {
    /** Types of Azure Resource Manager itself, for which a wrong api-version has another code. */
    static final String CORE = "Microsoft.Resources";

    private final List<ObjectNode> namespaces = new ArrayList<>();

    ResourceTypes() {
        for (JsonNode namespace : Json.resource("/sandbox/providers.json")) {
            namespaces.add((ObjectNode) namespace);
        }
    }

    public List<ObjectNode> all() {
        return namespaces;
    }

    public Optional<ObjectNode> find(String namespace) {
        return namespaces.stream()
                .filter(n -> n.path("namespace").asText().equalsIgnoreCase(namespace))
                .findFirst();
    }

    /** @return newest first */
    public List<String> apiVersions(String type) {
        String namespace = type.substring(0, type.indexOf('/'));
        String name = type.substring(namespace.length() + 1);
        JsonNode versions = find(namespace).orElseThrow().path("types").path(name);
        if (versions.isMissingNode()) {
            throw new IllegalStateException("providers.json lacks " + type);
        }
        List<String> list = new ArrayList<>();
        versions.forEach(v -> list.add(v.asText()));
        return list;
    }

    void check(String type, Optional<String> given, String location) {
        String apiVersion = given.filter(v -> !v.isEmpty())
                .orElseThrow(() -> new ArmRefusal(
                        400,
                        "MissingApiVersionParameter",
                        "The api-version query parameter (?api-version=) is required for all requests."));
        List<String> known = apiVersions(type);
        if (known.contains(apiVersion)) {
            return;
        }
        String supported = String.join(", ", known);
        if (type.startsWith(CORE + "/")) {
            throw new ArmRefusal(
                    400,
                    "InvalidApiVersionParameter",
                    "The api-version '" + apiVersion + "' is invalid. The supported versions are '" + supported + "'.");
        }
        throw new ArmRefusal(
                400,
                "NoRegisteredProviderFound",
                "No registered resource provider found for location '" + location + "' and API version '" + apiVersion
                        + "' for type '" + type.substring(type.indexOf('/') + 1)
                        + "'. The supported api-versions are '" + supported + "'.");
    }
}
