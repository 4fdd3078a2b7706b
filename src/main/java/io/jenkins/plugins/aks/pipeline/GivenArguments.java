package io.jenkins.plugins.aks.pipeline;

import hudson.AbortException;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a script gives a step, before the step is made of it. Jenkins by itself only warns of a parameter that does not
 * exist, so that a misspelt one would act as if it had been left out, and answers a value of the wrong type with a stack
 * trace. Numbers and switches are taken where text is wanted, since {@code zones: [1, 2, 3]} leaves no doubt.
 */
final class GivenArguments {
    private static final List<Class<?>> WHOLE = List.of(int.class, Integer.class, long.class, Long.class);

    private GivenArguments() {}

    /**
     * @param function the step as scripts call it
     * @return the values for the step's constructor and setters
     * @throws AbortException for an unknown parameter, and for a value that does not fit
     */
    static Map<String, Object> of(String function, Class<?> step, Map<String, Object> given) throws AbortException {
        Map<String, Type> parameters = parameters(step);
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Object> each : given.entrySet()) {
                Type type = parameters.get(each.getKey());
                if (type == null) {
                    throw new InvalidParameterException(
                            each.getKey(),
                            kind(each.getValue()),
                            function + " takes " + String.join(", ", parameters.keySet()),
                            "Correct the name of the parameter, or leave it out.");
                }
                values.put(each.getKey(), value(each.getKey(), type, each.getValue()));
            }
        } catch (InvalidParameterException e) {
            throw Failures.abort(e);
        }
        return values;
    }

    private static Map<String, Type> parameters(Class<?> step) {
        Map<String, Type> types = new TreeMap<>();
        for (Method setter : StepArguments.setters(step)) {
            types.put(StepArguments.property(setter), setter.getGenericParameterTypes()[0]);
        }
        for (Parameter parameter : StepArguments.constructor(step).getParameters()) {
            types.put(parameter.getName(), parameter.getParameterizedType());
        }
        return types;
    }

    private static Object value(String name, Type type, Object given) throws InvalidParameterException {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        if (given == null) {
            return null;
        }
        if (raw == String.class) {
            return text(name, given);
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return require(given instanceof Boolean, name, given, "true or false, without quotes");
        }
        if (WHOLE.contains(raw)) {
            return require(isWhole(given), name, given, "a whole number");
        }
        if (Map.class.isAssignableFrom(raw)) {
            require(given instanceof Map, name, kind(given), "a map, e.g. [key: 'value']");
            return map(name, type, (Map<?, ?>) given);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            require(given instanceof Collection, name, kind(given), "a list, e.g. ['first', 'second']");
            return list(name, type, (Collection<?>) given);
        }
        return given;
    }

    private static Object text(String name, Object given) throws InvalidParameterException {
        boolean scalar = given instanceof CharSequence || given instanceof Number || given instanceof Boolean;
        require(scalar, name, kind(given), "text");
        return given.toString();
    }

    /** Instead of a value that may hold a secret, since nothing is known of a parameter that is used wrongly. */
    private static String kind(Object given) {
        if (given instanceof Map) {
            return "a map";
        }
        if (given instanceof Collection) {
            return "a list";
        }
        return given instanceof CharSequence ? "a text" : String.valueOf(given);
    }

    private static Object list(String name, Type type, Collection<?> given) throws InvalidParameterException {
        List<Object> list = new ArrayList<>();
        for (Object each : given) {
            list.add(wantsText(type, 0) ? text(name, each) : each);
        }
        return list;
    }

    private static Object map(String name, Type type, Map<?, ?> given) throws InvalidParameterException {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : given.entrySet()) {
            boolean convert = each.getValue() != null && wantsText(type, 1);
            map.put(String.valueOf(each.getKey()), convert ? text(name, each.getValue()) : each.getValue());
        }
        return map;
    }

    private static boolean wantsText(Type type, int argument) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments()[argument] == String.class;
    }

    private static boolean isWhole(Object given) {
        try {
            new BigDecimal(given.toString().strip()).intValueExact();
            return given instanceof Number || given instanceof CharSequence;
        } catch (ArithmeticException | NumberFormatException e) {
            return false;
        }
    }

    private static Object require(boolean fits, String name, Object given, String allowed)
            throws InvalidParameterException {
        if (!fits) {
            throw new InvalidParameterException(name, given, allowed, "Correct the value.");
        }
        return given;
    }
}
