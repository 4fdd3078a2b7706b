package io.jenkins.plugins.aks.runner.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes steps and what is nested in them from named values, by reflection, as Jenkins' structs plugin does. */
public final class Binder {

    private final Map<Class<?>, Blueprint> blueprints = new ConcurrentHashMap<>();
    private final Symbols symbols;
    private final Consumer<String> warnings;

    /** @param warnings where a Scripted Pipeline reads of parameters that do not exist */
    public Binder(Symbols symbols, Consumer<String> warnings) {
        this.symbols = symbols;
        this.warnings = warnings;
    }

    public List<Parameter> parameters(Class<?> type) {
        return blueprint(type).parameters();
    }

    /**
     * @param arguments by parameter name; unknown names are warned of and left out
     * @throws ClassCastException if a value does not fit
     */
    public <T> T bind(Class<T> type, Map<String, Object> arguments) {
        Blueprint blueprint = blueprint(type);
        Coercion coercion = new Coercion(this::nested);
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>(arguments.keySet());
        for (Parameter parameter : blueprint.parameters()) {
            unknown.remove(parameter.name());
            if (arguments.containsKey(parameter.name())) {
                String where = type.getName() + "." + parameter.name();
                values.put(parameter.name(), coercion.to(where, parameter.type(), arguments.get(parameter.name())));
            }
        }
        if (!unknown.isEmpty()) {
            warnings.accept("WARNING: Unknown parameter(s) found for class type '%s': %s"
                    .formatted(type.getName(), String.join(",", unknown)));
        }
        return type.cast(blueprint.make(values));
    }

    private Object nested(Class<?> wanted, Map<String, Object> arguments) {
        Map<String, Object> rest = new LinkedHashMap<>(arguments);
        Object symbol = rest.remove(Symbols.SYMBOL);
        Object className = rest.remove("$class");
        Class<?> type = symbol != null
                ? symbols.type(String.valueOf(symbol))
                : className != null ? symbols.typeNamed(String.valueOf(className), wanted) : wanted;
        if (type == null || !wanted.isAssignableFrom(type)) {
            throw new UnsupportedOperationException(
                    "no known implementation of %s is named %s".formatted(wanted, symbol == null ? className : symbol));
        }
        Object only = rest.remove(Symbols.SOLE);
        if (only != null) {
            String sole = new Signature("", parameters(type), false)
                    .sole()
                    .orElseThrow(() -> new IllegalArgumentException("Expected named arguments but got " + only))
                    .name();
            rest.put(sole, only);
        }
        return bind(type, rest);
    }

    private Blueprint blueprint(Class<?> type) {
        return blueprints.computeIfAbsent(type, Blueprint::new);
    }
}
