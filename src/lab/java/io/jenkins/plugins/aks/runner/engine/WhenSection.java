package io.jenkins.plugins.aks.runner.engine;

import io.jenkins.plugins.aks.runner.declarative.When;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** Decides {@code when}. */
final class WhenSection {

    private final Pieces pieces;
    private final EnvGlobal env;

    WhenSection(Pieces pieces, EnvGlobal env) {
        this.pieces = pieces;
        this.env = env;
    }

    boolean holds(When condition) {
        return switch (condition.name()) {
            case "allOf" -> condition.children().stream().allMatch(this::holds);
            case "anyOf" -> condition.children().stream().anyMatch(this::holds);
            case "not" -> !holds(condition.children().get(0));
            case "expression" -> DefaultTypeTransformation.castToBoolean(pieces.call(condition.code()));
            case "branch" -> branch(condition);
            case "environment" -> String.valueOf(argument(condition, "value"))
                    .equals(env.getProperty(String.valueOf(argument(condition, "name"))));
            case "equals" -> DefaultTypeTransformation.compareEqual(
                    argument(condition, "expected"), argument(condition, "actual"));
            default -> throw new IllegalStateException("Unknown conditional " + condition.name());
        };
    }

    private boolean branch(When condition) {
        Object branch = env.getProperty("BRANCH_NAME");
        String pattern = String.valueOf(argument(condition, "pattern"));
        return branch != null && glob(pattern).matcher(branch.toString()).matches();
    }

    private static Pattern glob(String pattern) {
        String quoted = Pattern.quote(pattern);
        return Pattern.compile(quoted.replace("**", "\\E.*\\Q").replace("*", "\\E[^/]*\\Q"));
    }

    private Object argument(When condition, String name) {
        List<Object> arguments = pieces.list(condition.code());
        Object first = arguments.get(0);
        return first instanceof Map<?, ?> named ? named.get(name) : first;
    }
}
