package io.jenkins.plugins.aks.runner.builtin;

import hudson.AbortException;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code sh}, by the machine's own shell in the workspace. */
final class Shell extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final transient LabContext call;
    private final transient Arguments arguments;
    private transient Process process;

    Shell(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        this.arguments = arguments;
    }

    @Override
    public boolean start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-xe", "-c", arguments.text("script"))
                .directory(FileSteps.workspace(call).toFile());
        builder.environment().putAll(call.environment());
        builder.redirectErrorStream(!arguments.truth("returnStdout"));
        process = builder.start();
        process.getOutputStream().close();
        Thread reader = new Thread(this::follow, "lab sh " + call.node().getId());
        reader.setDaemon(true);
        reader.start();
        if (arguments.truth("returnStdout")) {
            Thread errors =
                    new Thread(this::logErrors, "lab sh errors " + call.node().getId());
            errors.setDaemon(true);
            errors.start();
        }
        return false;
    }

    private void logErrors() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(call.listener().getLogger()::println);
        } catch (IOException | java.io.UncheckedIOException streamClosed) {
            call.listener().getLogger().println("The program's error output was cut off");
        }
    }

    private void follow() {
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            boolean kept = arguments.truth("returnStdout");
            lines.lines().forEach(line -> {
                if (kept) {
                    output.append(line).append('\n');
                } else {
                    call.listener().getLogger().println(line);
                }
            });
            end(process.waitFor(), output.toString());
        } catch (Exception e) {
            call.onFailure(e);
        }
    }

    private void end(int status, String output) {
        if (arguments.truth("returnStatus")) {
            call.onSuccess(status);
        } else if (status != 0) {
            call.onFailure(new AbortException("script returned exit code " + status));
        } else {
            call.onSuccess(arguments.truth("returnStdout") ? output : null);
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        super.stop(cause);
    }
}
