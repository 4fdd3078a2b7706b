package io.jenkins.plugins.aks.pipeline;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step's parameters as plain values, by name: what is saved instead of the step. A name that the restored class does not
 * know is left out, and one that the saved values do not have keeps its default, so that an upgrade in the middle of a
 * build is safe.
 */
@SuppressWarnings("NonApiType") // a map that is known to be serializable
final class StepArguments {
    private StepArguments() {}

    /** @throws IllegalArgumentException if a parameter is no string, boolean, number, list or map */
    static TreeMap<String, Object> capture(Step step) {
        TreeMap<String, Object> arguments = new TreeMap<>();
        for (String name : names(step.getClass())) {
            Object value = invoke(step, getter(step.getClass(), name));
            if (value != null) {
                arguments.put(name, PlainValue.copy(name, value));
            }
        }
        return arguments;
    }

    static <S extends Step> S restore(Class<S> type, Map<String, Object> arguments) {
        S step = construct(type, arguments);
        for (Method setter : setters(type)) {
            Object value = arguments.get(property(setter));
            if (value != null) {
                invoke(step, setter, PlainValue.to(setter.getParameterTypes()[0], value));
            }
        }
        return step;
    }

    /** The names of all parameters. */
    static Set<String> names(Class<?> type) {
        Set<String> names = new TreeSet<>(constructorNames(type));
        setters(type).forEach(setter -> names.add(property(setter)));
        return names;
    }

    /** The names of the mandatory parameters, in order. */
    static Set<String> constructorNames(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter parameter : constructor(type).getParameters()) {
            names.add(parameter.getName());
        }
        return names;
    }

    private static <S> S construct(Class<S> type, Map<String, Object> arguments) {
        Constructor<S> constructor = constructor(type);
        Parameter[] parameters = constructor.getParameters();
        Object[] values = new Object[parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = PlainValue.to(parameters[i].getType(), arguments.get(parameters[i].getName()));
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw unwrap(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a " + type.getName() + " cannot be made from its saved arguments", e);
        }
    }

    @SuppressWarnings("unchecked")
    static <S> Constructor<S> constructor(Class<S> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                return (Constructor<S>) constructor;
            }
        }
        throw new IllegalStateException(type.getName() + " has no public constructor with @DataBoundConstructor");
    }

    static Set<Method> setters(Class<?> type) {
        Set<Method> setters = new TreeSet<>(Comparator.comparing(Method::getName));
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                setters.add(method);
            }
        }
        return setters;
    }

    static String property(Method setter) {
        String name = setter.getName().substring("set".length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    static Method getter(Class<?> type, String property) {
        String end = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        for (String prefix : new String[] {"get", "is"}) {
            try {
                return type.getMethod(prefix + end);
            } catch (NoSuchMethodException e) {
                // The other prefix, or none.
            }
        }
        throw new IllegalStateException(type.getName() + " has no public getter for its parameter " + property);
    }

    private static Object invoke(Object target, Method method, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw unwrap(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " is not accessible", e);
        }
    }

    private static RuntimeException unwrap(InvocationTargetException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
