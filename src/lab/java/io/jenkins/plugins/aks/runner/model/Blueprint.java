package io.jenkins.plugins.aks.runner.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** How an object of a describable class is made from named values: its data-bound constructor and setters. */
final class Blueprint {

    private interface Setter {
        void set(Object target, Object value) throws ReflectiveOperationException;
    }

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Setter> setters = new LinkedHashMap<>();

    Blueprint(Class<?> type) {
        this.type = type;
        this.constructor = Arrays.stream(type.getConstructors())
                .filter(c -> c.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There's no @DataBoundConstructor on any constructor of "
                                + type + ". Annotate its public constructor."));
        for (java.lang.reflect.Parameter p : constructor.getParameters()) {
            if (!p.isNamePresent()) {
                throw new IllegalArgumentException(
                        type + " was compiled without -parameters, so its constructor's parameters have no names.");
            }
            parameters.put(p.getName(), new Parameter(p.getName(), p.getParameterizedType(), true));
        }
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            Arrays.stream(c.getDeclaredMethods()).forEach(this::setter);
            Arrays.stream(c.getDeclaredFields()).forEach(this::field);
        }
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(parameters.values());
        // Reflection gives methods in no particular order; messages and forms need one.
        all.sort((a, b) -> a.required() || b.required()
                ? Boolean.compare(b.required(), a.required())
                : a.name().compareTo(b.name()));
        return all;
    }

    private void setter(Method method) {
        String name = method.getName();
        if (method.isAnnotationPresent(DataBoundSetter.class)
                && name.startsWith("set")
                && method.getParameterCount() == 1) {
            method.setAccessible(true);
            setter(
                    Character.toLowerCase(name.charAt(3)) + name.substring(4),
                    method.getGenericParameterTypes()[0],
                    method::invoke);
        }
    }

    private void field(Field field) {
        if (field.isAnnotationPresent(DataBoundSetter.class)) {
            field.setAccessible(true);
            setter(field.getName(), field.getGenericType(), field::set);
        }
    }

    private void setter(String name, Type parameterType, Setter setter) {
        if (!parameters.containsKey(name)) {
            parameters.put(name, new Parameter(name, parameterType, false));
            setters.put(name, setter);
        }
    }

    /** The values must be coerced already; a constructor parameter that is missing is null or zero, as in Jenkins. */
    Object make(Map<String, Object> values) {
        Object[] arguments = Arrays.stream(constructor.getParameters())
                .map(p -> values.containsKey(p.getName()) ? values.get(p.getName()) : Types.zero(p.getType()))
                .toArray();
        try {
            Object made = constructor.newInstance(arguments);
            for (Map.Entry<String, Setter> setter : setters.entrySet()) {
                if (values.containsKey(setter.getKey())) {
                    setter.getValue().set(made, values.get(setter.getKey()));
                }
            }
            return made;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalArgumentException("Could not instantiate " + type + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Could not instantiate " + type + " from " + values.keySet(), e);
        }
    }
}
