package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions that a template defines itself, in its section {@code functions}. */
final class UserFunctions {
    private final Template template;
    private final Evaluator evaluator;

    UserFunctions(Template template, Evaluator evaluator) {
        this.template = template;
        this.evaluator = evaluator;
    }

    /** Empty where there is none of this name, which is {@code namespace.member}. */
    Optional<JsonNode> call(Arguments arguments) {
        for (JsonNode space : template.functions()) {
            String namespace = space.path("namespace").asText();
            for (Map.Entry<String, JsonNode> member : space.path("members").properties()) {
                if (arguments.function().equalsIgnoreCase(namespace + "." + member.getKey())) {
                    return Optional.of(value(member.getValue(), arguments));
                }
            }
        }
        return Optional.empty();
    }

    private JsonNode value(JsonNode member, Arguments arguments) {
        JsonNode declared = member.path("parameters");
        Functions.checkCount(arguments.function(), arguments.size(), declared.size(), declared.size());
        Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < declared.size(); i++) {
            values.put(declared.get(i).path("name").asText(), arguments.any(i));
        }
        return evaluator.evaluate(member.at("/output/value"), Locals.of(values));
    }
}
