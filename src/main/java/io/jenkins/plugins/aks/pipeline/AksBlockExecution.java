package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.OperationException;
import java.io.Serializable;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs an operation, the body, and another operation, in this order, each of which a restart may interrupt. The second
 * operation runs whatever became of the first and of the body; the step ends with the first failure there was, to which
 * later ones are added.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be saved is logged by Jenkins
final class AksBlockExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private enum Phase {
        BEFORE,
        BODY,
        AFTER
    }

    private final SavedStep step;
    private StepScope scope;
    private Phase phase = Phase.BEFORE;
    private BodyExecution body;
    /** Kept while the operation after the body runs; one that cannot be saved would end the build, and is left out. */
    private Object bodyResult;

    private Throwable failure;
    private Throwable stopCause;

    private transient OperationRun run;

    AksBlockExecution(StepContext context, SavedStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        AksBlockStep restored = restored();
        scope = Scopes.of(getContext(), restored);
        Scopes.validate(restored, scope, restored::operation);
        Scopes.validate(restored, scope, restored::after);
        launch();
        return false;
    }

    @Override
    public void onResume() {
        if (phase() != Phase.BODY) {
            launch();
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        OperationRun running;
        BodyExecution inside;
        synchronized (this) {
            running = run;
            inside = body;
            if (inside == null && stopCause == null) {
                stopCause = cause;
            }
        }
        if (inside != null) {
            inside.cancel(cause);
        } else if (running != null) {
            getContext().saveState();
            running.stop(cause);
        }
    }

    @Override
    public String getStatus() {
        OperationRun running;
        synchronized (this) {
            running = run;
        }
        return running == null ? "in the body" : running.status();
    }

    private void launch() {
        boolean before = phase() == Phase.BEFORE;
        OperationMaker<AksStep> maker = before ? AksStep::operation : (any, where) -> ((AksBlockStep) any).after(where);
        OperationRun running = new OperationRun(
                getContext(),
                step,
                scope,
                scope.nodeId() + (before ? "" : "-after"),
                maker,
                before ? new Opened() : new Closed());
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

    private void openBody(Map<String, Object> result) throws OperationException {
        AksBlockStep block = restored();
        BodyExecution started = Blocks.invoke(
                getContext(),
                block.bodyContext(scope.context(), result),
                block.bodyVariables(result),
                block.bodySecrets(result),
                block.bodyMasks(result),
                new BodyEnd(this));
        Throwable stopped = null;
        synchronized (this) {
            if (phase != Phase.AFTER) {
                body = started;
                stopped = stopCause;
            }
        }
        if (stopped != null) {
            started.cancel(stopped);
        }
    }

    /** On the Pipeline's thread, so that the phase and the begun body are saved together or not at all. */
    private synchronized void bodyBegins() {
        phase = Phase.BODY;
        run = null;
    }

    private void close(Object result, Throwable cause) {
        synchronized (this) {
            phase = Phase.AFTER;
            bodyResult = result instanceof Serializable ? result : null;
            failure = cause;
            stopCause = null;
            body = null;
        }
        getContext().saveState();
        launch();
    }

    private void end(Throwable afterFailure) {
        if (failure == null && afterFailure == null) {
            getContext().onSuccess(bodyResult);
        } else if (failure == null) {
            Outcome.fail(getContext(), afterFailure);
        } else {
            if (afterFailure != null && afterFailure != failure) {
                failure.addSuppressed(afterFailure);
            }
            Outcome.fail(getContext(), failure);
        }
    }

    private AksBlockStep restored() {
        return (AksBlockStep) step.restore();
    }

    private synchronized Phase phase() {
        return phase;
    }

    /** The operation before the body has ended. */
    private final class Opened implements End {
        @Override
        public void succeeded(Map<String, Object> result) {
            try {
                openBody(result);
            } catch (OperationException | RuntimeException e) {
                close(null, Failures.forPipeline(e));
            }
        }

        @Override
        public void failed(Throwable cause) {
            close(null, cause);
        }
    }

    /** The operation after the body has ended. */
    private final class Closed implements End {
        @Override
        public void succeeded(Map<String, Object> result) {
            end(null);
        }

        @Override
        public void failed(Throwable cause) {
            end(cause);
        }
    }

    /** The body has ended; saved with the Pipeline. */
    private static final class BodyEnd extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final AksBlockExecution execution;

        BodyEnd(AksBlockExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onStart(StepContext context) {
            execution.bodyBegins();
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.close(result, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            execution.close(null, cause);
        }
    }
}
