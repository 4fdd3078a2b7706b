package io.jenkins.plugins.aks.runner.engine;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.model.Binder;
import io.jenkins.plugins.aks.runner.model.Symbols;
import io.jenkins.plugins.aks.runner.script.Jenkinsfile;
import io.jenkins.plugins.aks.runner.script.LabScript;
import io.jenkins.standin.Lab;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import org.codehaus.groovy.control.CompilationFailedException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Runs one Jenkinsfile without Jenkins, with the steps whose descriptors are registered. A run that is killed is taken
 * up by the next one in the same directory: the script runs from the top, results on disk return without acting, and the
 * step that had not ended starts again with the same FlowNode id.
 */
public final class PipelineRunner {

    private static final String JOB = "lab";

    private final RunnerSettings settings;
    private final Console console;
    private final LabBody root = new LabBody();

    public PipelineRunner(RunnerSettings settings) {
        this.settings = settings;
        this.console = new Console(
                settings.out(), settings.coloured(), settings.timers().clock());
    }

    /**
     * Runs to the end.
     *
     * @throws IOException if the directory cannot be used, or another run uses it
     */
    public Result run() throws IOException {
        Path builds = Files.createDirectories(settings.directory().resolve("builds"));
        try (FileChannel lock =
                        FileChannel.open(builds.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.tryLock()) {
            if (held == null) {
                throw new IOException("Another run uses " + builds + ": wait for its end, or give another directory.");
            }
            return run(Build.open(builds, fingerprint(), settings.timers().clock()));
        }
    }

    /** Stops the step that runs now, as a user's click on the red cross does; the build ends ABORTED. */
    public void abort(String reason) {
        root.cancel(new FlowInterruptedException(Result.ABORTED, new Aborted(reason)));
    }

    private String fingerprint() {
        return Digests.of(settings.script() + "\n" + new TreeMap<>(settings.parameters()));
    }

    private Result run(Build build) throws IOException {
        LabJob job = new LabJob(JOB, settings.directory());
        LabRun run = new LabRun(
                job,
                build.number(),
                build.startedAt().toEpochMilli(),
                build.directory().toFile(),
                build.previous());
        Lab.addRun(run);
        Symbols symbols = new Symbols();
        Binder binder = new Binder(symbols, console::line);
        Lab.bindWith(binder::bind);
        Registry registry = new Registry(StepDescriptor.all(), binder, settings.steps());
        Records records = Records.open(build.directory().resolve("results.jsonl"));
        Session session = new Session(run, console, records, registry, symbols, settings.timers());
        session.parameters().putAll(settings.parameters());
        session.suggest(settings.suggested());
        session.variables().putAll(settings.environment());
        console.line("Started by user lab");
        if (!build.notice().isEmpty()) {
            console.line(build.notice());
        }
        try {
            Jenkinsfile file =
                    Jenkinsfile.compile(settings.script(), registry, getClass().getClassLoader());
            if (file.pipeline().isEmpty()) {
                settings.suggested().forEach(session.parameters()::putIfAbsent);
            }
            execute(session, file);
        } catch (CompilationFailedException e) {
            fail(session, e);
        }
        return finish(session, build);
    }

    private void execute(Session session, Jenkinsfile file) {
        Scope scope = Scope.root(root, List.of());
        root.runsOn(Thread.currentThread());
        console.pipeline(scope, "Start of Pipeline");
        StepCaller caller = new StepCaller(session);
        LabDsl dsl = new LabDsl(session, caller, file.pipeline().orElse(null), settings.functions());
        try {
            LabScript script = file.newScript(dsl);
            scope.run(script::run);
            root.finish(null, null);
            console.pipeline(scope, "End of Pipeline");
        } catch (Throwable t) {
            root.finish(null, t);
            console.pipeline(scope, "End of Pipeline");
            fail(session, t);
        }
    }

    private void fail(Session session, Throwable failure) {
        Failures.describe(failure).forEach(console::error);
        session.run().setResult(Failures.result(failure));
    }

    private Result finish(Session session, Build build) throws IOException {
        Result set = session.run().getResult();
        Result result = set == null ? Result.SUCCESS : set;
        session.run().setResult(result);
        build.finish(result);
        List<String> table = session.stages().table();
        if (!table.isEmpty()) {
            console.line("Stages:");
            table.forEach(console::line);
        }
        console.line("Finished: " + result);
        return result;
    }
}
