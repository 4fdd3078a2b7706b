package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A loop over a resource.
 *
 * @param batch how many may be made at a time; 0 for all
 */
record CopyLoop(String name, int count, int batch) {
    private static final int MOST = 800;

    static int count(JsonNode count) {
        if (!count.isIntegralNumber() || count.intValue() < 0 || count.intValue() > MOST) {
            throw new TemplateException("The template copy count must be an integer from '0' to '" + MOST
                    + "', but is '" + count.asText() + "'. Please see https://aka.ms/arm-copy for usage details.");
        }
        return count.intValue();
    }

    static CopyLoop of(JsonNode copy, Evaluator evaluator) {
        String name = copy.path("name").asText();
        if (name.isEmpty()) {
            throw new TemplateException(
                    "The property 'name' of 'copy' is missing. Please see https://aka.ms/arm-copy for"
                            + " usage details.");
        }
        boolean serial = copy.path("mode").asText().equalsIgnoreCase("serial");
        int size = copy.has("batchSize")
                ? evaluator.evaluate(copy.get("batchSize"), Locals.NONE).asInt()
                : 1;
        return new CopyLoop(name, count(evaluator.evaluate(copy.path("count"), Locals.NONE)), serial ? size : 0);
    }
}
