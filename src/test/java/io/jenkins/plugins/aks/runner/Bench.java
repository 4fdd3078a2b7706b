package io.jenkins.plugins.aks.runner;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.builtin.Builtins;
import io.jenkins.plugins.aks.runner.engine.PipelineRunner;
import io.jenkins.plugins.aks.runner.engine.RunnerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Runs scripts with the steps of the tests on a stand-in controller. */
final class Bench implements AutoCloseable {

    private final Path directory;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private ManualTimers timers = ManualTimers.still();
    private UnaryOperator<RunnerSettings> settings = UnaryOperator.identity();
    private PipelineRunner runner;

    Bench(Path directory) {
        this.directory = directory;
        Calls.clear();
        io.jenkins.standin.Lab.start(directory.resolve("jenkins").toFile(), "http://127.0.0.1/jenkins/");
        List.of(
                        new ProbeStep.DescriptorImpl(),
                        new ProbeDetail.DescriptorImpl(),
                        new HoldStep.DescriptorImpl(),
                        new LaterStep.DescriptorImpl(),
                        new GiveStep.DescriptorImpl(),
                        new TakeStep.DescriptorImpl())
                .forEach(io.jenkins.standin.Lab::add);
    }

    Bench with(ManualTimers time) {
        timers = time;
        return this;
    }

    Bench with(UnaryOperator<RunnerSettings> change) {
        settings = change;
        return this;
    }

    Path directory() {
        return directory;
    }

    Result run(String script) {
        return runIn(directory, script);
    }

    Result runIn(Path state, String script) {
        bytes.reset();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        RunnerSettings given =
                RunnerSettings.of(state, script, out, timers).withSteps(Builtins.all(false), Builtins.functions());
        runner = new PipelineRunner(settings.apply(given));
        try {
            return runner.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs on another thread, for scripts that wait. */
    CompletableFuture<Result> start(String script) {
        return CompletableFuture.supplyAsync(() -> run(script), task -> {
            Thread thread = new Thread(task, "run of the bench");
            thread.setDaemon(true);
            thread.start();
        });
    }

    void abort() {
        runner.abort("Aborted by test");
    }

    /** The console with the directory of the test taken out. */
    String console() {
        return bytes.toString(StandardCharsets.UTF_8).replace(directory.toString(), "DIR");
    }

    @Override
    public void close() {
        io.jenkins.standin.Lab.stop();
    }
}
