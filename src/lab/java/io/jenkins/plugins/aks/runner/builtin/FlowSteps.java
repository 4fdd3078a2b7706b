package io.jenkins.plugins.aks.runner.builtin;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Steps that lead the way through a script: node, stage, script, parallel, retry, timeout, sleep, waitUntil. */
final class FlowSteps {

    private FlowSteps() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin("node", FlowSteps::node).block().optional("label", String.class),
                new Builtin("stage", Stage::new).block().required("name", String.class),
                new Builtin("script", (a, c) -> new Wrapper(c, List.of())).block(),
                new Builtin("parallel", Parallel::new).takesAnyParameter(),
                new Builtin("retry", Retry::new)
                        .block()
                        .required("count", int.class)
                        .optional("conditions", List.class),
                new Builtin("timeout", Timeout::new)
                        .block()
                        .required("time", int.class)
                        .optional("unit", TimeUnit.class)
                        .optional("activity", boolean.class),
                new Builtin("sleep", Sleep::new)
                        .keepsResult()
                        .required("time", int.class)
                        .optional("unit", TimeUnit.class),
                new Builtin("waitUntil", WaitUntil::new)
                        .block()
                        .optional("initialRecurrencePeriod", long.class)
                        .optional("quiet", boolean.class),
                new Builtin("input", (a, c) -> refuse(c, "input needs a person at a Jenkins controller"))
                        .required("message", String.class)
                        .optional("id", String.class)
                        .optional("ok", String.class)
                        .optional("submitter", String.class)
                        .optional("parameters", List.class),
                new Builtin("properties", (a, c) -> new Immediate(c, () -> new JobProperties(c).apply(a)))
                        .required("properties", List.class));
    }

    /** The lab's only node; its directory is kept while the build can be resumed. */
    private static StepExecution node(Arguments arguments, LabContext context) throws IOException {
        File directory = new File(context.session().run().getRootDir(), "workspace");
        java.nio.file.Files.createDirectories(directory.toPath());
        context.listener().getLogger().println("Running on lab in " + directory);
        EnvVars env = new EnvVars(Map.of("NODE_NAME", "lab", "EXECUTOR_NUMBER", "0", "WORKSPACE", directory.getPath()));
        return new Wrapper(context, List.of(new FilePath(directory), env));
    }

    static StepExecution refuse(LabContext context, String reason) {
        return new Immediate(context, () -> {
            throw new AbortException(reason + "; the lab has none.");
        });
    }
}
