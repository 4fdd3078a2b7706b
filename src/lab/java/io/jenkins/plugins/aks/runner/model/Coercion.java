package io.jenkins.plugins.aks.runner.model;

import groovy.lang.GString;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a script gives into what a parameter takes, as Jenkins' structs plugin does; no more than that. */
public final class Coercion {

    /** Makes a nested describable from a map. */
    public interface Nested {
        Object bind(Class<?> type, Map<String, Object> arguments);
    }

    private final Nested nested;

    public Coercion(Nested nested) {
        this.nested = nested;
    }

    /**
     * @param where for the message, e.g. {@code "class a.b.Step.count"}
     * @throws ClassCastException in Jenkins' words, if the value does not fit
     */
    public Object to(String where, Type type, Object value) {
        Class<?> erased = Types.boxed(Types.erase(type));
        if (value == null) {
            return Types.zero(Types.erase(type));
        }
        if (value instanceof GString) {
            return to(where, type, value.toString());
        }
        if (value instanceof Collection<?> given && (erased.isArray() || Collection.class.isAssignableFrom(erased))) {
            return collection(where, type, erased, given);
        }
        if (value instanceof Map<?, ?> given && !erased.isAssignableFrom(LinkedHashMap.class)) {
            return nested.bind(erased, named(given));
        }
        if (value instanceof Map<?, ?> given) {
            return map(where, type, given);
        }
        if (erased.isInstance(value)) {
            return value;
        }
        Object converted = scalar(erased, value);
        if (converted == null) {
            throw new ClassCastException("%s expects %s but received %s".formatted(where, type, value.getClass()));
        }
        return converted;
    }

    private Object collection(String where, Type type, Class<?> erased, Collection<?> given) {
        Type element = erased.isArray() ? erased.getComponentType() : Types.argument(type, 0);
        List<Object> values = new ArrayList<>();
        given.forEach(v -> values.add(to(where, element, v)));
        if (erased.isArray()) {
            Object array = Array.newInstance(erased.getComponentType(), values.size());
            for (int i = 0; i < values.size(); i++) {
                Array.set(array, i, values.get(i));
            }
            return array;
        }
        return Set.class.isAssignableFrom(erased) ? new LinkedHashSet<>(values) : values;
    }

    private Object map(String where, Type type, Map<?, ?> given) {
        Map<Object, Object> values = new LinkedHashMap<>();
        given.forEach(
                (k, v) -> values.put(to(where, Types.argument(type, 0), k), to(where, Types.argument(type, 1), v)));
        return values;
    }

    private static Map<String, Object> named(Map<?, ?> given) {
        Map<String, Object> named = new LinkedHashMap<>();
        given.forEach((k, v) -> named.put(String.valueOf(k), v));
        return named;
    }

    private static Object scalar(Class<?> type, Object value) {
        if (value instanceof Number number && Number.class.isAssignableFrom(type)) {
            return number(type, number);
        }
        if (!(value instanceof String text)) {
            return null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(c -> ((Enum<?>) c).name().equals(text))
                    .findFirst()
                    .orElse(null);
        }
        if (Number.class.isAssignableFrom(type)) {
            try {
                return number(type, new BigDecimal(text.strip()));
            } catch (NumberFormatException notNumber) {
                return null;
            }
        }
        return type == Character.class && text.length() == 1 ? text.charAt(0) : null;
    }

    /** Null where the value would change. */
    private static Object number(Class<?> type, Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        try {
            if (type == Integer.class) {
                return exact.intValueExact();
            }
            if (type == Long.class) {
                return exact.longValueExact();
            }
            if (type == BigInteger.class) {
                return exact.toBigIntegerExact();
            }
        } catch (ArithmeticException changed) {
            return null;
        }
        if (type == Double.class) {
            return exact.doubleValue();
        }
        if (type == Float.class) {
            return exact.floatValue();
        }
        return type == BigDecimal.class ? exact : null;
    }
}
