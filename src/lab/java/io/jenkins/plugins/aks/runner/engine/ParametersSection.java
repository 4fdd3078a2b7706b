package io.jenkins.plugins.aks.runner.engine;

import hudson.AbortException;
import io.jenkins.plugins.aks.runner.declarative.Call;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code parameters}: gives each its default unless the user gave a value, and that value the parameter's type. */
final class ParametersSection {

    private final Session session;
    private final Pieces pieces;

    ParametersSection(Session session, Pieces pieces) {
        this.session = session;
        this.pieces = pieces;
    }

    void apply(List<Call> definitions) throws AbortException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Call definition : definitions) {
            List<Object> arguments = pieces.list(definition.arguments());
            if (arguments.size() != 1 || !(arguments.get(0) instanceof Map<?, ?> named) || named.get("name") == null) {
                throw new AbortException("Missing required parameter: \"name\" @ line " + definition.line());
            }
            String name = named.get("name").toString();
            values.put(name, value(definition.name(), name, named));
        }
        TreeSet<String> unknown = new TreeSet<>(session.parameters().keySet());
        unknown.removeAll(values.keySet());
        if (!unknown.isEmpty()) {
            throw new AbortException(
                    "The Pipeline has no parameter named %s; it has %s. Remove or correct -Dlab.param.%s"
                            .formatted(String.join(", ", unknown), values.keySet(), unknown.first()));
        }
        session.parameters().putAll(values);
    }

    private Object value(String kind, String name, Map<?, ?> definition) throws AbortException {
        Object given = session.parameters().getOrDefault(name, session.suggested(name));
        if (kind.equals("booleanParam")) {
            Object value = given == null ? definition.get("defaultValue") : given;
            return value != null && Boolean.parseBoolean(value.toString());
        }
        if (kind.equals("choice")) {
            return choice(name, definition.get("choices"), given);
        }
        Object value = given == null ? definition.get("defaultValue") : given;
        String text = value == null ? "" : value.toString();
        if (kind.equals("password")) {
            session.console().mask(text);
        }
        return text;
    }

    private static String choice(String name, Object choices, Object given) throws AbortException {
        List<String> allowed = choices instanceof Collection<?> c
                ? c.stream().map(String::valueOf).toList()
                : String.valueOf(choices).lines().toList();
        if (given == null) {
            return allowed.get(0);
        }
        if (!allowed.contains(given.toString())) {
            throw new AbortException(
                    "Illegal choice for parameter %s: %s. It may be one of %s".formatted(name, given, allowed));
        }
        return given.toString();
    }
}
