package io.jenkins.plugins.aks.runner.model;

import groovy.lang.Closure;
import groovy.lang.GString;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain values: null, text, numbers, truth, and lists and maps of them. Only they may pass between script and step. */
public final class Plain {

    private Plain() {}

    /** The value with every GString turned into a String, in fresh lists and maps; other objects stay as they are. */
    public static Object of(Object value) {
        if (value instanceof GString || value instanceof StringBuilder) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(of(k), of(v)));
            return copy;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> copy = new ArrayList<>();
            collection.forEach(v -> copy.add(of(v)));
            return copy;
        }
        return value;
    }

    /**
     * What a script in Jenkins' sandbox may not touch in a step's result.
     *
     * @return the class of the first object that is not plain; null if all is
     */
    public static Class<?> offender(Object value) {
        if (value == null || value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            Class<?> key = offender(map.keySet());
            return key != null ? key : offender(map.values());
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream()
                    .map(Plain::offender)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        return value.getClass().isArray() && value.getClass().getComponentType().isPrimitive()
                ? null
                : value.getClass();
    }

    /** Text that is equal for equal arguments in every run; closures count by being there. */
    public static String canonical(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((k, v) -> entries.add(canonical(k) + ':' + canonical(v)));
            entries.sort(null);
            return "{" + String.join(",", entries) + "}";
        }
        if (value instanceof Collection<?> collection) {
            return "["
                    + String.join(",", collection.stream().map(Plain::canonical).toList()) + "]";
        }
        if (value instanceof CharSequence text) {
            return "'" + text.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        if (value != null && value.getClass().isArray()) {
            return "array" + Array.getLength(value);
        }
        return value instanceof Closure ? "closure" : String.valueOf(value);
    }
}
