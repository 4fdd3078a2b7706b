package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads manifests: YAML or JSON, one or several documents, lists of objects. Nothing but plain data comes of it, and an
 * error says where it is and never shows the text, which may hold secrets.
 */
public final class ManifestYaml {
    private static final int LARGEST = 10 << 20;
    private static final int MOST_ALIASES = 100;
    private static final int DEEPEST = 100;

    /** What exported objects carry and only the API server sets. */
    private static final List<String> SERVER_SET =
            List.of("creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid");

    private final String source;
    private final List<ManifestObject> objects = new ArrayList<>();

    private ManifestYaml(String source) {
        this.source = source;
    }

    /**
     * @param source what errors call the text, e.g. the file's path
     * @throws OperationException that names the line for text that is no manifest
     */
    public static List<ManifestObject> parse(String source, String text) throws OperationException {
        ManifestYaml reader = new ManifestYaml(source);
        reader.read(text);
        return List.copyOf(reader.objects);
    }

    private void read(String text) throws OperationException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowDuplicateKeys(false);
        Documents documents = new Documents(options);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(documents, new Representer(unused), unused, options, new ManifestResolver());
        try {
            for (Node document : yaml.composeAll(new StringReader(text))) {
                int line = document.getStartMark().getLine() + 1;
                add(documents.data(document), source + ", line " + line);
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            String where = mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
            throw new OperationException(
                    source + where + ": no valid YAML: " + e.getProblem() + ". Correct it there or just above.");
        } catch (YAMLException e) {
            throw new OperationException(
                    source + ": no valid YAML: " + firstLine(e.getMessage()) + ". Correct it, or split it.");
        }
    }

    private void add(Object data, String where) throws OperationException {
        if (data == null) {
            return;
        }
        JsonNode json = ApiCall.MAPPER.valueToTree(data);
        if (!(data instanceof Map) || !(json instanceof ObjectNode object)) {
            throw new OperationException(where
                    + ": a manifest is a mapping with apiVersion, kind and metadata, and this is a "
                    + json.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + ". Check the indentation.");
        }
        String kind = object.path("kind").asText("");
        if (kind.endsWith("List") && object.path("items").isArray()) {
            int number = 0;
            for (JsonNode item : object.path("items")) {
                number++;
                add(ApiCall.MAPPER.convertValue(item, Object.class), where + ", item " + number);
            }
            return;
        }
        require(object, "apiVersion", object.path("apiVersion"), where);
        require(object, "kind", object.path("kind"), where);
        if (object.path("metadata").has("generateName")) {
            throw new OperationException(where + ": " + kind + " has metadata.generateName, with which each run would"
                    + " make another object. Give it metadata.name.");
        }
        require(object, "metadata.name", object.at("/metadata/name"), where);
        objects.add(new ManifestObject(cleaned(object), where));
    }

    private static void require(ObjectNode object, String field, JsonNode value, String where)
            throws OperationException {
        if (!value.isTextual() || value.asText().isBlank()) {
            String found = value.isMissingNode() || value.isNull() ? "missing" : "no text";
            throw new OperationException(where + ": " + object.path("kind").asText("an object") + ": " + field + " is "
                    + found + ". Every object needs apiVersion, kind and metadata.name; put a number that is meant as"
                    + " text into quotes.");
        }
    }

    /** As kubectl and the API server do: text of a Secret becomes data, what only the server sets is dropped. */
    private static ObjectNode cleaned(ObjectNode object) {
        object.remove("status");
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SERVER_SET);
            if (metadata.path("namespace").asText("").isEmpty()) {
                metadata.remove("namespace");
            }
        }
        boolean secret = object.path("kind").asText().equals("Secret")
                && object.path("apiVersion").asText().equals("v1");
        if (secret && object.remove("stringData") instanceof ObjectNode texts) {
            ObjectNode data = object.withObject("/data");
            texts.fields()
                    .forEachRemaining(text -> data.put(
                            text.getKey(),
                            java.util.Base64.getEncoder()
                                    .encodeToString(text.getValue()
                                            .asText()
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        return object;
    }

    private static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    /** Makes plain data of one document at a time, so that each is known with its line. */
    private static final class Documents extends SafeConstructor {
        Documents(LoaderOptions options) {
            super(options);
        }

        Object data(Node document) {
            return constructDocument(document);
        }
    }
}
