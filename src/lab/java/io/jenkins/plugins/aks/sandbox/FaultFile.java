package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads fault rules from YAML or JSON: a list under {@code rules}, each with {@code method}, {@code path} (a regular
 * expression for the whole path), and optionally {@code name}, {@code from}, {@code times}, {@code delay}
 * ({@code PT2S}), {@code cut} ({@code before} or {@code after} the effect), {@code status} with {@code headers} and
 * {@code body} (or {@code code} and {@code message}), {@code crash} with {@code code} and {@code message}.
 */
public final class FaultFile {
    private static final Set<String> KNOWN = Set.of(
            "name", "method", "path", "from", "times", "delay", "cut", "status", "headers", "body", "code", "message",
            "crash");

    private FaultFile() {}

    /** @throws IllegalArgumentException naming the file, the rule and what is wrong with it */
    public static List<FaultRule> read(Path file) {
        JsonNode root = Json.from(new Yaml(new SafeConstructor(new LoaderOptions())).load(Pem.read(file)));
        if (root == null || !root.path("rules").isArray()) {
            throw new IllegalArgumentException("fault file " + file + " has no list 'rules'");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (JsonNode rule : root.path("rules")) {
            try {
                rules.add(rule(rule, rules.size() + 1));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "fault file " + file + ", rule " + (rules.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return rules;
    }

    private static FaultRule rule(JsonNode node, int number) {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown " + unknown + ", known are " + new TreeSet<>(KNOWN));
        }
        if (!node.hasNonNull("path")) {
            throw new IllegalArgumentException("'path' is missing");
        }
        FaultRule rule = FaultRule.on(
                        node.path("method").asText("*"), node.path("path").asText())
                .from(node.path("from").asInt(1))
                .times(node.path("times").asInt(1))
                .delayed(Duration.parse(node.path("delay").asText("PT0S")))
                .cutting(cut(node.path("cut").asText("never")));
        rule = rule.named(node.path("name").asText("rule " + number + ": " + rule.name()));
        return withCrash(withAnswer(rule, node), node.path("crash"));
    }

    private static FaultRule.Cut cut(String text) {
        return switch (text) {
            case "never" -> FaultRule.Cut.NEVER;
            case "before" -> FaultRule.Cut.BEFORE_EFFECT;
            case "after" -> FaultRule.Cut.AFTER_EFFECT;
            default -> throw new IllegalArgumentException("'cut' is '" + text + "', allowed are before and after");
        };
    }

    private static FaultRule withAnswer(FaultRule rule, JsonNode node) {
        if (!node.hasNonNull("status")) {
            return rule;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        node.path("headers")
                .fields()
                .forEachRemaining(e -> headers.put(e.getKey(), e.getValue().asText()));
        ObjectNode body = node.path("body") instanceof ObjectNode given ? given : null;
        if (body == null && node.hasNonNull("code")) {
            body = Json.object();
            body.putObject("error")
                    .put("code", node.path("code").asText())
                    .put("message", node.path("message").asText());
        }
        return rule.answering(node.path("status").asInt(), headers, body);
    }

    private static FaultRule withCrash(FaultRule rule, JsonNode crash) {
        return crash.isMissingNode()
                ? rule
                : rule.crashing(
                        crash.path("code").asText("InternalServerError"),
                        crash.path("message").asText());
    }
}
