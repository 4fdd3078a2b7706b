package io.jenkins.plugins.aks.pipeline;

import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs the one operation of a step. Saved are the step's parameters and its context; everything else is made again after
 * a restart, when the next turn is scheduled as if nothing had happened.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be saved is logged by Jenkins
final class AksStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final SavedStep step;
    private StepScope scope;
    private Throwable stopCause;

    private transient OperationRun run;

    AksStepExecution(StepContext context, SavedStep step) {
        super(context);
        this.step = step;
    }

    /** Runs on the Pipeline's own thread: it validates, and leaves everything else to other threads. */
    @Override
    public boolean start() throws Exception {
        AksStep restored = step.restore();
        scope = Scopes.of(getContext(), restored);
        Scopes.validate(restored, scope, restored::operation);
        launch();
        return false;
    }

    @Override
    public void onResume() {
        launch();
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        OperationRun running;
        synchronized (this) {
            if (stopCause == null) {
                stopCause = cause;
            }
            running = run;
        }
        getContext().saveState();
        if (running != null) {
            running.stop(stopCause);
        }
    }

    @Override
    public String getStatus() {
        OperationRun running;
        synchronized (this) {
            running = run;
        }
        return running == null ? "not started" : running.status();
    }

    private void launch() {
        OperationRun running = new OperationRun(
                getContext(), step, scope, scope.nodeId(), AksStep::operation, new StepEnd(getContext()));
        Throwable stopped;
        synchronized (this) {
            run = running;
            stopped = stopCause;
        }
        running.launch();
        if (stopped != null) {
            running.stop(stopped);
        }
    }
}
