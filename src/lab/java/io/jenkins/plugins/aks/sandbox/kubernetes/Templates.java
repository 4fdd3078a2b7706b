package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Documents in YAML of the class path, with <code>${name}</code> for what differs. */
final class Templates {
    /** Controllers ask for the same ones again and again. */
    private static final Map<String, List<JsonNode>> READ = new ConcurrentHashMap<>();

    private Templates() {}

    /**
     * @param path below {@code /sandbox/}
     * @return copies
     */
    static List<JsonNode> read(String path, Map<String, String> values) {
        return READ.computeIfAbsent(path + new TreeMap<>(values), key -> parsed(path, values)).stream()
                .map(JsonNode::<JsonNode>deepCopy)
                .toList();
    }

    private static List<JsonNode> parsed(String path, Map<String, String> values) {
        String text = text(path);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
            documents.add(Json.MAPPER.valueToTree(document));
        }
        return documents;
    }

    private static String text(String path) {
        try (InputStream in = Templates.class.getResourceAsStream("/sandbox/" + path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
