package io.jenkins.plugins.aks.runner;

import io.jenkins.plugins.aks.runner.builtin.Builtins;
import io.jenkins.plugins.aks.runner.engine.PipelineRunner;
import io.jenkins.plugins.aks.runner.engine.RealTimers;
import io.jenkins.plugins.aks.runner.engine.RunnerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The main class of the JVM that {@link KillTest} kills. */
final class KilledRun {

    private KilledRun() {}

    public static void main(String[] arguments) throws Exception {
        Path state = Files.createDirectories(Path.of(arguments[1]));
        Calls.onEach(what -> write(state.resolve("acted"), what));
        io.jenkins.standin.Lab.start(state.resolve("jenkins").toFile(), "http://127.0.0.1/jenkins/");
        List.of(new ProbeStep.DescriptorImpl(), new HoldStep.DescriptorImpl()).forEach(io.jenkins.standin.Lab::add);
        Thread announcer = new Thread(() -> {
            Calls.awaitEntered("here");
            System.out.println("holding here");
        });
        announcer.setDaemon(true);
        announcer.start();
        RunnerSettings settings = RunnerSettings.of(
                        state, Files.readString(Path.of(arguments[0])), System.out, new RealTimers())
                .withSteps(Builtins.all(false), Builtins.functions());
        System.exit(Lab.code(Lab.stoppable(new PipelineRunner(settings))));
    }

    private static void write(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
