package io.jenkins.plugins.aks.runner.builtin;

import java.util.Map;
import java.util.function.Supplier;

/** The arguments of one call of a step of the lab, with the types that its parameters have. */
final class Arguments {

    private final Map<String, Object> values;

    Arguments(Map<String, Object> values) {
        this.values = values;
    }

    Map<String, Object> all() {
        return values;
    }

    Object get(String name) {
        return values.get(name);
    }

    /** Null where nothing was given. */
    String text(String name) {
        return (String) values.get(name);
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null || text.isEmpty() ? otherwise : text;
    }

    boolean truth(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    boolean truth(String name, boolean otherwise) {
        return values.get(name) == null ? otherwise : truth(name);
    }

    int number(String name) {
        return values.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** @throws X where nothing was given */
    <X extends Exception> Object required(String name, Supplier<X> missing) throws X {
        Object value = values.get(name);
        if (value == null) {
            throw missing.get();
        }
        return value;
    }
}
