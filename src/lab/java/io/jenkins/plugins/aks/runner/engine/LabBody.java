package io.jenkins.plugins.aks.runner.engine;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A body that runs, or the script itself. Stopping it stops the innermost step that it is in; where it is between two
 * steps, the next one throws.
 */
final class LabBody extends BodyExecution {

    private static final long serialVersionUID = 1L;

    private final transient CompletableFuture<Object> outcome = new CompletableFuture<>();
    private transient LabContext current;
    private transient Throwable pending;
    private transient Thread thread;

    synchronized void runsOn(Thread runner) {
        thread = runner;
    }

    /** Called before each step; throws what the body was stopped with, once. */
    synchronized void enter(LabContext step) throws Throwable {
        if (pending != null) {
            Throwable cause = pending;
            pending = null;
            throw cause;
        }
        current = step;
    }

    synchronized void leave() {
        current = null;
    }

    void finish(Object value, Throwable failure) {
        if (failure == null) {
            outcome.complete(value);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    @Override
    public boolean cancel(Throwable cause) {
        LabContext step;
        synchronized (this) {
            if (isDone()) {
                return false;
            }
            step = current;
            if (step == null) {
                pending = cause;
                if (thread != null) {
                    thread.interrupt();
                }
                return true;
            }
        }
        step.stop(cause);
        return true;
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        LabContext step;
        synchronized (this) {
            step = current;
        }
        return step == null ? List.of() : step.innermost();
    }

    @Override
    public boolean isCancelled() {
        return outcome.isCancelled();
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public Object get() throws InterruptedException, ExecutionException {
        return outcome.get();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(timeout, unit);
    }
}
