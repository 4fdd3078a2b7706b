package io.jenkins.plugins.aks.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values that any part of Jenkins can save, and that a script may use in the sandbox: strings, booleans, numbers of the
 * JDK, and lists and maps of them.
 */
final class PlainValue {
    private static final Set<String> NUMBERS = Set.of("java.lang", "java.math");

    private PlainValue() {}

    /**
     * A deep copy of plain values; any text (Groovy's own strings too) becomes a string, any collection a list.
     *
     * @param place what the error calls the value
     * @throws IllegalArgumentException for anything else, naming its place
     */
    static Object copy(String place, Object value) {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Number && NUMBERS.contains(value.getClass().getPackageName())) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return copyOf(place, map);
        }
        if (value instanceof Collection<?> collection) {
            List<Object> list = new ArrayList<>(collection.size());
            collection.forEach(item -> list.add(copy(place + "[" + list.size() + "]", item)));
            return list;
        }
        throw new IllegalArgumentException(place + " is a " + value.getClass().getName()
                + "; expected a string, a boolean, a number, or a list or map of these");
    }

    static Map<String, Object> copyOf(String place, Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), copy(place + "." + key, item)));
        return copy;
    }

    /** The value as the type of a parameter wants it; null becomes the default of a primitive type. */
    static Object to(Class<?> type, Object value) {
        if (value == null && type.isPrimitive()) {
            return type == boolean.class ? (Object) Boolean.FALSE : number(type, 0);
        }
        return value instanceof Number number ? number(type, number) : value;
    }

    private static Object number(Class<?> type, Number number) {
        if (type == int.class || type == Integer.class) {
            return number.intValue();
        }
        if (type == long.class || type == Long.class) {
            return number.longValue();
        }
        return type == double.class || type == Double.class ? (Object) number.doubleValue() : number;
    }
}
