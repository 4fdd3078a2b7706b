package io.jenkins.plugins.aks.pipeline;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs the body of an {@link AksLoopStep} once for each of its runs. Which run is under way is saved with the Pipeline, together
 * with the body itself, so that after a restart the body goes on where it was and no run that ended is begun again.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be saved is logged by Jenkins
final class AksLoopExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(AksLoopExecution.class.getName());

    private final SavedStep step;
    private final boolean failFast;
    private ArrayList<BodyRun> runs = new ArrayList<>();
    private final ArrayList<String> succeeded = new ArrayList<>();
    private final ArrayList<String> failed = new ArrayList<>();
    private StepScope scope;
    private boolean looked;
    private int next;
    private BodyExecution body;
    private Throwable failure;
    private Throwable stopCause;

    private transient OperationRun look;

    AksLoopExecution(StepContext context, SavedStep step) {
        super(context);
        this.step = step;
        this.failFast = ((AksLoopStep) step.restore()).isFailFast();
    }

    @Override
    public boolean start() throws Exception {
        AksLoopStep restored = restored();
        scope = Scopes.of(getContext(), restored);
        Scopes.validate(restored, scope, restored::operation);
        launch();
        return false;
    }

    /** A body goes on by itself. */
    @Override
    public void onResume() {
        if (!hasLooked()) {
            launch();
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        OperationRun looking;
        BodyExecution inside;
        synchronized (this) {
            stopCause = stopCause == null ? cause : stopCause;
            looking = look;
            inside = body;
        }
        if (inside != null) {
            inside.cancel(cause);
        } else if (looking != null) {
            getContext().saveState();
            looking.stop(cause);
        }
    }

    @Override
    public synchronized String getStatus() {
        if (!looked) {
            return look == null ? "not started" : look.status();
        }
        return next == 0
                ? "begins"
                : "run " + next + " of " + runs.size() + ": "
                        + runs.get(next - 1).name();
    }

    private void launch() {
        OperationRun running =
                new OperationRun(getContext(), step, scope, scope.nodeId(), AksStep::operation, new Looked());
        Throwable stopped;
        synchronized (this) {
            look = running;
            stopped = stopCause;
        }
        running.launch();
        if (stopped != null) {
            running.stop(stopped);
        }
    }

    private synchronized boolean hasLooked() {
        return looked;
    }

    /** Begins the next run, or ends the step after the last one. */
    private void begin() {
        int number;
        int count;
        BodyRun run;
        synchronized (this) {
            body = null;
            count = runs.size();
            boolean over = stopCause != null || next == count;
            run = over ? null : runs.get(next);
            number = next + 1;
        }
        if (run == null) {
            end();
            return;
        }
        try {
            line(run.name() + ": run " + number + " of " + count);
            BodyEnd callback = new BodyEnd(this, number);
            keep(Blocks.invoke(getContext(), run.context(), run.environment(), Map.of(), List.of(), callback), number);
        } catch (OperationException e) {
            Outcome.fail(getContext(), Failures.abort(e));
        }
    }

    /** On the Pipeline's thread, so that the number and the begun body are saved together or not at all. */
    private synchronized void bodyBegins(int number) {
        looked = true;
        look = null;
        next = number;
    }

    /** The body may have ended already, and the next one begun. */
    private void keep(BodyExecution started, int number) {
        Throwable stopped = null;
        synchronized (this) {
            if (next <= number && succeeded.size() + failed.size() < number) {
                body = started;
                stopped = stopCause;
            }
        }
        if (stopped != null) {
            started.cancel(stopped);
        }
    }

    private void ended(Throwable cause) {
        BodyRun run;
        boolean goesOn;
        synchronized (this) {
            run = runs.get(next - 1);
            (cause == null ? succeeded : failed).add(run.name());
            failure = failure == null ? cause : failure;
            boolean interrupted = cause instanceof FlowInterruptedException || stopCause != null;
            goesOn = cause == null || !(interrupted || failFast || run.isGate());
        }
        if (cause != null) {
            line(run.name() + " failed: " + cause.getMessage());
        }
        if (goesOn) {
            begin();
        } else {
            end();
        }
    }

    private void end() {
        Throwable why = whyFailed();
        if (why == null) {
            getContext().onSuccess(result());
        } else {
            Outcome.fail(getContext(), why);
        }
    }

    /** Null where every run succeeded. */
    private synchronized Throwable whyFailed() {
        if (stopCause != null) {
            return failure == null ? stopCause : failure;
        }
        if (failure == null || failure instanceof FlowInterruptedException) {
            return failure;
        }
        List<String> left =
                runs.subList(next, runs.size()).stream().map(BodyRun::name).toList();
        String skipped = left.isEmpty() ? "" : "; not begun: " + String.join(", ", left);
        AbortException all = new AbortException("failed for " + String.join(", ", failed) + "; succeeded for "
                + (succeeded.isEmpty() ? "none" : String.join(", ", succeeded)) + skipped + ". First failure: "
                + failure.getMessage());
        all.initCause(failure);
        return all;
    }

    private synchronized Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("succeeded", new ArrayList<>(succeeded));
        result.put("count", succeeded.size());
        return result;
    }

    private void line(String text) {
        try {
            getContext().get(TaskListener.class).getLogger().println("[aks] " + text);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "the build's log cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AksLoopStep restored() {
        return (AksLoopStep) step.restore();
    }

    /** The look has ended. */
    private final class Looked implements End {
        @Override
        public void succeeded(Map<String, Object> result) {
            try {
                List<BodyRun> found = restored().runs(scope.context(), result);
                synchronized (AksLoopExecution.this) {
                    runs = new ArrayList<>(found);
                }
                begin();
            } catch (OperationException e) {
                Outcome.fail(getContext(), Failures.abort(e));
            }
        }

        @Override
        public void failed(Throwable cause) {
            Outcome.fail(getContext(), cause);
        }
    }

    /** A run of the body has ended; saved with the Pipeline. */
    private static final class BodyEnd extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final AksLoopExecution execution;

        private final int number;

        BodyEnd(AksLoopExecution execution, int number) {
            this.execution = execution;
            this.number = number;
        }

        @Override
        public void onStart(StepContext context) {
            execution.bodyBegins(number);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.ended(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            execution.ended(cause);
        }
    }
}
