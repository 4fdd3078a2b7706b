package io.jenkins.plugins.aks.runner.engine;

import groovy.lang.Closure;
import hudson.model.Result;
import io.jenkins.plugins.aks.runner.model.Plain;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.actions.WarningAction;

/** Calls a step on the script's thread: finds its recorded result, or starts it, waits, and records. */
final class StepCaller {

    private final Session session;
    private volatile Throwable fatal;

    StepCaller(Session session) {
        this.session = session;
    }

    /** A call as the script writes it: named values as a map, or one value, then perhaps a block. */
    Object call(StepDefinition step, Object[] given) throws Throwable {
        List<Object> values = new ArrayList<>(Arrays.asList(given));
        Body body = null;
        if (!values.isEmpty()
                && values.get(values.size() - 1) instanceof Closure<?> closure
                && step.signature().takesBlock()) {
            body = Body.of(closure);
            values.remove(values.size() - 1);
        }
        return call(step, arguments(step.signature(), values), body);
    }

    static Map<String, Object> arguments(Signature signature, List<Object> values) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (values.size() == 1 && values.get(0) instanceof Map<?, ?> named) {
            named.forEach((k, v) -> arguments.put(String.valueOf(k), Plain.of(v)));
        } else if (values.size() == 1 && signature.sole().isPresent()) {
            arguments.put(signature.sole().get().name(), Plain.of(values.get(0)));
        } else if (!values.isEmpty()) {
            throw new IllegalArgumentException("Expected named arguments but got " + values);
        }
        return arguments;
    }

    Object call(StepDefinition step, Map<String, Object> arguments, Body body) throws Throwable {
        if (fatal != null) {
            throw fatal;
        }
        Scope scope = Scope.current();
        String name = step.signature().name();
        if (step.signature().takesBlock() && body == null) {
            throw new IllegalStateException(name + " step must be called with a body");
        }
        String id = scope.nextId();
        String digest = Digests.of(Plain.canonical(arguments));
        LabContext context = new LabContext(session, scope, session.flow().node(id, name), body);
        scope.body().enter(context);
        try {
            Optional<Recorded> before = session.records().find(id);
            if (before.isPresent()) {
                return replay(before.get(), name, digest, context);
            }
            session.console().pipeline(scope, name);
            return body == null && step.recorded()
                    ? record(id, name, digest, context, () -> perform(step, arguments, context))
                    : perform(step, arguments, context);
        } finally {
            context.listener().getLogger().close();
            scope.body().leave();
            if (context.ranBodies()) {
                session.console().pipeline(scope, "// " + name);
            }
        }
    }

    private Object replay(Recorded before, String name, String digest, LabContext context) throws Throwable {
        if (!before.step().equals(name) || !before.digest().equals(digest)) {
            fatal = new ReplayMismatch(before, name);
            throw fatal;
        }
        session.console().pipeline(context.scope(), name + " (recorded)");
        if (before.result() != null) {
            context.setResult(before.result());
            warn(context.scope(), before.result());
        }
        return before.replay();
    }

    private Object perform(StepDefinition step, Map<String, Object> arguments, LabContext context) throws Throwable {
        Object value = Plain.of(context.await(step.execution(arguments, context)));
        Class<?> offender = Plain.offender(value);
        if (offender != null && step instanceof PluginStep && !step.signature().takesBlock()) {
            throw new SecurityException(
                    ("Step %s returned an object of %s: Jenkins' sandbox lets a script use only null, text,"
                                    + " numbers, true and false, lists and maps. Let the step return a map.")
                            .formatted(step.signature().name(), offender));
        }
        return value;
    }

    private Object record(String id, String name, String digest, LabContext context, Body call) throws Throwable {
        Object value = null;
        Throwable failure = null;
        try {
            value = call.run();
        } catch (Throwable t) {
            failure = t;
        }
        Result result = context.givenResult();
        WarningAction warning = context.node().getAction(WarningAction.class);
        if (warning != null) {
            result = result == null ? warning.getResult() : result.combine(warning.getResult());
        }
        if (result != null) {
            warn(context.scope(), result);
        }
        session.records().add(new Recorded(id, name, digest, value, failure, result));
        if (failure != null) {
            throw failure;
        }
        return value;
    }

    private static void warn(Scope scope, Result result) {
        StageRecord stage = scope.find(StageRecord.class);
        if (stage != null) {
            stage.mark(result);
        }
    }
}
