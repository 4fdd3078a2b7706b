package io.jenkins.plugins.aks.runner.builtin;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import io.jenkins.plugins.aks.runner.engine.Timestamps;
import java.util.List;

/** Steps that say something: echo, error, unstable, catchError, warnError, timestamps. */
final class LogSteps {

    private LogSteps() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin("echo", (a, c) -> new Immediate(c, () -> echo(a, c))).required("message", String.class),
                new Builtin(
                                "error",
                                (a, c) -> new Immediate(c, () -> {
                                    throw new AbortException(a.text("message"));
                                }))
                        .required("message", String.class),
                new Builtin("unstable", (a, c) -> new Immediate(c, () -> unstable(a, c)))
                        .required("message", String.class),
                new Builtin("catchError", CatchError::new)
                        .block()
                        .optional("message", String.class)
                        .optional("buildResult", String.class)
                        .optional("stageResult", String.class)
                        .optional("catchInterruptions", boolean.class),
                new Builtin("warnError", CatchError::unstable)
                        .block()
                        .required("message", String.class)
                        .optional("catchInterruptions", boolean.class),
                new Builtin("timestamps", (a, c) -> new Wrapper(c, List.of(Timestamps.ON))).block());
    }

    private static Object echo(Arguments arguments, LabContext context) {
        context.listener().getLogger().println(arguments.text("message"));
        return null;
    }

    private static Object unstable(Arguments arguments, LabContext context) throws Exception {
        context.listener().getLogger().println("WARNING: " + arguments.text("message"));
        context.setResult(Result.UNSTABLE);
        StageStatus.mark(context, Result.UNSTABLE);
        return null;
    }
}
