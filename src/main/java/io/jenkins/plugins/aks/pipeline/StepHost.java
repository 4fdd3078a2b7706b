package io.jenkins.plugins.aks.pipeline;

import hudson.model.TaskListener;
import io.jenkins.plugins.aks.operation.Host;
import io.jenkins.plugins.aks.operation.Log;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The engine's view of a step: the build's log, and one end. */
final class StepHost implements Host {
    private static final Logger LOGGER = Logger.getLogger(StepHost.class.getName());

    private final StepContext context;
    private final End end;
    private final AtomicBoolean ended = new AtomicBoolean();

    StepHost(StepContext context, End end) {
        this.context = context;
        this.end = end;
    }

    @Override
    public Log log() {
        return this::line;
    }

    @Override
    public void succeed(Map<String, Object> result) {
        Map<String, Object> plain;
        try {
            plain = PlainValue.copyOf("result", result);
        } catch (IllegalArgumentException e) {
            fail(e);
            return;
        }
        if (ended.compareAndSet(false, true)) {
            end.succeeded(plain);
        }
    }

    /** A failure while the controller shuts down is likely to be due to that; the step goes on after the start. */
    @Override
    public void fail(Throwable cause) {
        if (!WhileJenkinsRuns.isUp()) {
            LOGGER.log(Level.FINE, "not reported, because Jenkins shuts down", cause);
            return;
        }
        if (ended.compareAndSet(false, true)) {
            end.failed(Failures.forPipeline(cause));
        }
    }

    /** What was interrupted has no message, but causes. */
    @Override
    public String reason(Throwable stop) {
        return stop instanceof FlowInterruptedException interrupted
                ? interrupted.getCauses().stream()
                        .map(CauseOfInterruption::getShortDescription)
                        .collect(Collectors.joining("; "))
                : Host.super.reason(stop);
    }

    private void line(String text) {
        try {
            context.get(TaskListener.class).getLogger().println("[aks] " + text);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "the build's log cannot be written", e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
