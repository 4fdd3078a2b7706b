package io.jenkins.plugins.aks.runner.model;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Names of describables other than steps: {@code @Symbol} on their descriptors. */
public final class Symbols {

    /** The key under which a call such as {@code string(…)} keeps its name in the map that stands for it. */
    public static final String SYMBOL = "$symbol";

    /** The key of a value that was given without a name. */
    public static final String SOLE = "<anonymous>";

    private final Map<String, Class<?>> types = new TreeMap<>();

    /** Reads the descriptors that are registered now. */
    @SuppressWarnings("rawtypes")
    public Symbols() {
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            Symbol symbol = descriptor.getClass().getAnnotation(Symbol.class);
            if (symbol != null && !(descriptor instanceof StepDescriptor)) {
                Arrays.stream(symbol.value()).forEach(name -> types.put(name, descriptor.clazz));
            }
        }
    }

    public boolean has(String name) {
        return types.containsKey(name);
    }

    Class<?> type(String name) {
        return types.get(name);
    }

    /** By full name, or by simple name beside the known ones. */
    Class<?> typeNamed(String name, Class<?> wanted) {
        return types.values().stream()
                .filter(t -> t.getName().equals(name) || t.getSimpleName().equals(name))
                .findFirst()
                .orElse(wanted.getName().equals(name) || wanted.getSimpleName().equals(name) ? wanted : null);
    }

    /** The map that stands for {@code name(arguments)} until it is bound. */
    public static Map<String, Object> call(String name, Object[] arguments) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put(SYMBOL, name);
        if (arguments.length == 1 && arguments[0] instanceof Map<?, ?> named) {
            named.forEach((k, v) -> described.put(String.valueOf(k), v));
        } else if (arguments.length == 1) {
            described.put(SOLE, arguments[0]);
        } else if (arguments.length > 1) {
            throw new IllegalArgumentException("Expected named arguments but got " + Arrays.asList(arguments));
        }
        return described;
    }
}
