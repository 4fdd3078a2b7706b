package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.LabContext;
import io.jenkins.plugins.aks.runner.engine.StepDefinition;
import io.jenkins.plugins.aks.runner.model.Coercion;
import io.jenkins.plugins.aks.runner.model.Parameter;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that every Jenkins has, with the parameters that it has there. */
final class Builtin implements StepDefinition {

    /** Makes the execution of one call. */
    interface Factory {
        StepExecution make(Arguments arguments, LabContext context) throws Exception;
    }

    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Factory factory;
    private Set<Class<?>> context = Set.of();
    private boolean block;
    private boolean recorded;
    private boolean anyParameter;

    Builtin(String name, Factory factory) {
        this.name = name;
        this.factory = factory;
    }

    Builtin required(String parameter, Type type) {
        parameters.add(new Parameter(parameter, type, true));
        return this;
    }

    Builtin optional(String parameter, Type type) {
        parameters.add(new Parameter(parameter, type, false));
        return this;
    }

    Builtin block() {
        block = true;
        return this;
    }

    /** A resumed run takes its result from the record. */
    Builtin keepsResult() {
        recorded = true;
        return this;
    }

    Builtin needs(Class<?>... types) {
        context = Set.of(types);
        return this;
    }

    /** Names of parameters are the script's own, as the branches of parallel. */
    Builtin takesAnyParameter() {
        anyParameter = true;
        return this;
    }

    @Override
    public Signature signature() {
        return new Signature(name, parameters, block);
    }

    @Override
    public Set<? extends Class<?>> requiredContext() {
        return context;
    }

    @Override
    public boolean recorded() {
        return recorded;
    }

    @Override
    public StepExecution execution(Map<String, Object> arguments, LabContext call) throws Exception {
        for (Class<?> type : context) {
            if (call.get(type) == null) {
                throw new MissingContextVariableException(type);
            }
        }
        return factory.make(new Arguments(anyParameter ? arguments : coerced(arguments, call)), call);
    }

    private Map<String, Object> coerced(Map<String, Object> arguments, LabContext call) {
        Signature signature = signature();
        Coercion coercion = new Coercion((type, given) -> given);
        Map<String, Object> values = new LinkedHashMap<>();
        arguments.forEach((key, value) -> signature
                .parameter(key)
                .ifPresentOrElse(
                        p -> values.put(key, value == null ? null : coercion.to(name + "." + key, p.type(), value)),
                        () -> call.listener()
                                .getLogger()
                                .println(
                                        "WARNING: Unknown parameter(s) found for step '%s': %s".formatted(name, key))));
        return values;
    }
}
