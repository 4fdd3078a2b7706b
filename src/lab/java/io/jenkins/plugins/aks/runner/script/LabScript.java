package io.jenkins.plugins.aks.runner.script;

import groovy.lang.Closure;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What every Jenkinsfile extends while the lab runs it. */
public abstract class LabScript extends Script {

    private Dsl dsl;

    /** Must be called before {@link #run}. */
    public void attach(Dsl steps) {
        this.dsl = steps;
    }

    /** Where {@link StepCalls} sends calls of steps, so that no method of Object or Groovy shadows them. */
    public Object callStep(String name, Object... arguments) {
        try {
            return dsl.call(name, arguments);
        } catch (Throwable t) {
            throw Sneaky.throwAny(t);
        }
    }

    /** Where {@code pipeline { … }} was. */
    public void runDeclarativePipeline(Object... pieces) {
        List<Closure<?>> closures =
                Arrays.stream(pieces).<Closure<?>>map(Closure.class::cast).toList();
        try {
            dsl.declarative(closures);
        } catch (Throwable t) {
            throw Sneaky.throwAny(t);
        }
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        if (getBinding().hasVariable(name) && getBinding().getVariable(name) instanceof Closure<?> closure) {
            return closure.call(InvokerHelper.asArray(arguments));
        }
        if (dsl.knows(name)) {
            return callStep(name, InvokerHelper.asArray(arguments));
        }
        try {
            return super.invokeMethod(name, arguments);
        } catch (MissingMethodException e) {
            if (name.equals(e.getMethod()) && e.getType() == getClass()) {
                throw dsl.unknown(name);
            }
            throw e;
        }
    }

    @Override
    public Object getProperty(String name) {
        if (getBinding().hasVariable(name)) {
            return getBinding().getVariable(name);
        }
        Optional<Object> global = dsl.global(name);
        if (global.isPresent()) {
            return global.get();
        }
        try {
            return super.getProperty(name);
        } catch (MissingPropertyException e) {
            throw new MissingPropertyException(name, getClass());
        }
    }

    @Override
    public void print(Object value) {
        dsl.print(DefaultGroovyMethods.toString(value));
    }

    @Override
    public void println() {
        dsl.print("");
    }

    @Override
    public void println(Object value) {
        dsl.print(DefaultGroovyMethods.toString(value));
    }

    @Override
    public void printf(String format, Object value) {
        printf(format, new Object[] {value});
    }

    @Override
    public void printf(String format, Object[] values) {
        dsl.print(String.format(format, values).stripTrailing());
    }
}
