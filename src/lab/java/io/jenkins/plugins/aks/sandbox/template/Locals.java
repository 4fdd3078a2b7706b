package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression sees by its place in the template.
 *
 * @param copies the index of each loop around it, by name; the innermost resource loop also under the empty name
 * @param lambdas the variables of the lambdas around it
 * @param defaults whether it is the default of a parameter, where alone {@code newGuid} and {@code utcNow} may stand
 * @param arguments in a user-defined function, which sees its own parameters and nothing else
 */
record Locals(
        Map<String, Integer> copies,
        Map<String, JsonNode> lambdas,
        boolean defaults,
        Optional<Map<String, JsonNode>> arguments) {
    static final Locals NONE = new Locals(Map.of(), Map.of(), false, Optional.empty());
    static final Locals DEFAULTS = new Locals(Map.of(), Map.of(), true, Optional.empty());

    static Locals of(Map<String, JsonNode> arguments) {
        return new Locals(Map.of(), Map.of(), false, Optional.of(arguments));
    }

    Locals withCopy(String name, int index) {
        Map<String, Integer> more = new HashMap<>(copies);
        more.put(name.toLowerCase(Locale.ROOT), index);
        return new Locals(more, lambdas, defaults, arguments);
    }

    Locals withLambda(String name, JsonNode value) {
        Map<String, JsonNode> more = new HashMap<>(lambdas);
        more.put(name, value);
        return new Locals(copies, more, defaults, arguments);
    }
}
