package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * As much OpenAPI as kubectl asks for: version 3 says that each resource's patch takes {@code dryRun} and
 * {@code fieldValidation}, so that kubectl leaves validation to the server; version 2 is an empty document.
 */
final class OpenApi {
    /** What kubectl asks for has an @, which its own reader of media types refuses; so servers answer with this. */
    static final String BINARY_MEDIA = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final ResourceTypes types;

    OpenApi(ResourceTypes types) {
        this.types = types;
    }

    /** The index or the document of one group version; empty for an unknown one. */
    Optional<ObjectNode> version3(String path) {
        String rest = path.substring("/openapi/v3".length());
        if (rest.isEmpty() || rest.equals("/")) {
            return Optional.of(index());
        }
        String[] parts = rest.substring(1).split("/");
        boolean core = parts.length == 2 && parts[0].equals("api");
        boolean named = parts.length == 3 && parts[0].equals("apis");
        if (!core && !named) {
            return Optional.empty();
        }
        List<ResourceType> served = core ? types.in("", parts[1]) : types.in(parts[1], parts[2]);
        return served.isEmpty() ? Optional.empty() : Optional.of(document(served));
    }

    private ObjectNode index() {
        Set<String> names = new TreeSet<>();
        types.all().forEach(type -> names.add((type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion()));
        ObjectNode paths = Json.object();
        names.forEach(name -> paths.putObject(name).put("serverRelativeURL", "/openapi/v3/" + name));
        ObjectNode index = Json.object();
        index.set("paths", paths);
        return index;
    }

    private static ObjectNode document(List<ResourceType> served) {
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1");
        ObjectNode paths = document.putObject("paths");
        for (ResourceType type : served) {
            String base = (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion();
            String scope = type.namespaced() ? "/namespaces/{namespace}" : "";
            ObjectNode patch = paths.putObject(base + scope + "/" + type.plural() + "/{name}")
                    .putObject("patch");
            ArrayNode parameters = patch.putArray("parameters");
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
                parameters.addObject().put("name", name).put("in", "query");
            }
            patch.putObject("responses").putObject("200").put("description", "OK");
            patch.put("x-kubernetes-action", "patch");
            patch.putObject("x-kubernetes-group-version-kind")
                    .put("group", type.group())
                    .put("version", type.version())
                    .put("kind", type.kind());
        }
        document.putObject("components").putObject("schemas");
        return document;
    }

    static ObjectNode version2() {
        ObjectNode document = Json.object().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1");
        document.putObject("paths");
        document.putObject("definitions");
        return document;
    }

    /** The same in the protocol buffer form that kubectl asks for: fields 1 (swagger), 2 (info), 8 (paths). */
    static byte[] version2Binary() {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        field(info, 1, "Kubernetes".getBytes(StandardCharsets.UTF_8));
        field(info, 2, "v1".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        field(document, 1, "2.0".getBytes(StandardCharsets.UTF_8));
        field(document, 2, info.toByteArray());
        field(document, 8, new byte[0]);
        return document.toByteArray();
    }

    /** A length-delimited field; all lengths here fit into one byte. */
    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        out.write(number << 3 | 2);
        out.write(value.length);
        out.writeBytes(value);
    }
}
