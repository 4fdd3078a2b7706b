package io.jenkins.plugins.aks.kit;

import io.jenkins.plugins.aks.pipeline.AksStep;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of a step, read from its class. */
final class StepParameters {
    private StepParameters() {}

    /** Mandatory ones first, then by name; common ones last. */
    static List<StepParameter> of(Class<? extends Step> type) {
        Step fresh = fresh(type);
        List<StepParameter> parameters = new ArrayList<>();
        for (Parameter parameter : constructor(type).getParameters()) {
            parameters.add(new StepParameter(
                    parameter.getName(), parameter.getType(), true, get(fresh, parameter.getName()), false));
        }
        setters(type)
                .map(setter -> new StepParameter(
                        property(setter),
                        setter.getParameterTypes()[0],
                        false,
                        get(fresh, property(setter)),
                        setter.getDeclaringClass() == AksStep.class))
                .sorted(Comparator.comparing(StepParameter::common).thenComparing(StepParameter::name))
                .forEach(parameters::add);
        return parameters;
    }

    /** A step made with nothing: nulls, zeros and false. */
    static Step fresh(Class<? extends Step> type) {
        Constructor<?> constructor = constructor(type);
        Object[] nothing = Stream.of(constructor.getParameterTypes())
                .map(StepParameters::nothing)
                .toArray();
        try {
            return (Step) constructor.newInstance(nothing);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " cannot be made without values, as a form or a wrong call makes it", e);
        }
    }

    static Object get(Step step, String property) {
        String end = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        for (String name : List.of("get" + end, "is" + end)) {
            try {
                return step.getClass().getMethod(name).invoke(step);
            } catch (NoSuchMethodException e) {
                continue;
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(step.getClass().getName() + " has no getter for its parameter " + property);
    }

    static Stream<Method> setters(Class<?> type) {
        return Stream.of(type.getMethods()).filter(method -> method.isAnnotationPresent(DataBoundSetter.class));
    }

    static String property(Method setter) {
        return setter.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                + setter.getName().substring(4);
    }

    static Constructor<?> constructor(Class<?> type) {
        return Stream.of(type.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no public @DataBoundConstructor"));
    }

    private static Object nothing(Class<?> type) {
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : type == long.class ? 0L : null;
    }
}
