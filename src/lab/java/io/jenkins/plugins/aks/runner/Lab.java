package io.jenkins.plugins.aks.runner;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.builtin.Builtins;
import io.jenkins.plugins.aks.runner.engine.PipelineRunner;
import io.jenkins.plugins.aks.runner.engine.RealTimers;
import io.jenkins.plugins.aks.runner.engine.RunnerSettings;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.jenkins.plugins.aks.sandbox.ServeInstructions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code mvn -Plab}: runs a Jenkinsfile against the sandbox, or serves the sandbox. {@link LabOptions} says what can be
 * set. The exit code is 0 for SUCCESS, 1 for FAILURE, 2 for UNSTABLE, 3 for ABORTED, 4 if nothing could run.
 */
public final class Lab {

    private static final int NOTHING_RAN = 4;

    private final LabOptions options;
    private final PrintStream out;

    Lab(LabOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        int code;
        try {
            code = new Lab(LabOptions.from(System.getProperties()), System.out).run();
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            System.out.println("ERROR: " + e.getMessage());
            code = NOTHING_RAN;
        } catch (InterruptedException e) {
            code = code(Result.ABORTED);
        }
        System.out.flush();
        // Threads of HTTP clients may live for another minute; nobody waits for them.
        System.exit(code);
    }

    int run() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start(sandboxSettings())) {
            if (options.serve()) {
                serve(sandbox);
                return 0;
            }
            Controller.start(options.state().resolve("jenkins"), sandbox);
            int code = code(pipeline());
            sandbox.problems().stream().distinct().forEach(problem -> out.println("DEFECT of the sandbox: " + problem));
            return code;
        } finally {
            io.jenkins.standin.Lab.stop();
        }
    }

    private SandboxSettings sandboxSettings() {
        SandboxSettings settings =
                SandboxSettings.in(options.state().resolve("cloud")).withPort(options.port());
        settings = options.seed().map(settings::withSeed).orElse(settings);
        SandboxSettings seeded =
                options.timeScale().map(settings::withTimeScale).orElse(settings);
        return options.faults().map(seeded::withFaults).orElse(seeded);
    }

    private Result pipeline() throws IOException {
        if (!Files.isRegularFile(options.script())) {
            throw new NoSuchFileException(options.script() + ": no such Jenkinsfile. Give one with -Dlab.script=FILE");
        }
        try (RealTimers timers = new RealTimers()) {
            RunnerSettings settings = RunnerSettings.of(
                            options.state().toAbsolutePath(), Files.readString(options.script()), out, timers)
                    .withParameters(options.parameters())
                    .withSuggested(Map.of("CLOUD", Controller.CLOUD, "CREDENTIALS", Controller.CREDENTIALS))
                    .withEnvironment(options.environment())
                    .withSteps(Builtins.all(options.shell()), Builtins.functions())
                    .withColour(System.console() != null && System.getenv("NO_COLOR") == null);
            return stoppable(new PipelineRunner(settings));
        }
    }

    /** A signal stops the run as a click on the red cross does; the process goes on until the run has ended. */
    static Result stoppable(PipelineRunner runner) throws IOException {
        Stopping.onSignal(() -> runner.abort("Aborted by a signal to the process"));
        return runner.run();
    }

    private void serve(Sandbox sandbox) throws InterruptedException {
        out.print(new ServeInstructions(sandbox).write().text());
        out.flush();
        CountDownLatch never = new CountDownLatch(1);
        if (options.serveTime().isPresent()) {
            boolean unused = never.await(options.serveTime().get().toMillis(), TimeUnit.MILLISECONDS);
        } else {
            never.await();
        }
    }

    static int code(Result result) {
        if (result == Result.SUCCESS) {
            return 0;
        }
        if (result == Result.UNSTABLE) {
            return 2;
        }
        return result == Result.ABORTED ? 3 : 1;
    }
}
