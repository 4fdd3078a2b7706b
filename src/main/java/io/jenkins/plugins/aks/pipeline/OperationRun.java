package io.jenkins.plugins.aks.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Handle;
import io.jenkins.plugins.aks.operation.Job;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One operation of a step on its way, in this life of the controller. Launching leaves the Pipeline's thread at once: the
 * credential is looked up, the journal read and the job handed to the engine on another one.
 */
final class OperationRun {
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final StepContext context;
    private final SavedStep step;
    private final StepScope scope;
    private final String journalKey;
    private final OperationMaker<AksStep> maker;
    private final StepHost host;
    private Handle handle;
    private Throwable stopCause;

    /** @param journalKey the name of the journal among those of the build */
    OperationRun(
            StepContext context,
            SavedStep step,
            StepScope scope,
            String journalKey,
            OperationMaker<AksStep> maker,
            End end) {
        this.context = context;
        this.step = step;
        this.scope = scope;
        this.journalKey = journalKey;
        this.maker = maker;
        this.host = new StepHost(context, end);
    }

    void launch() {
        EngineHolder.launch(this::begin);
    }

    /** May be called before {@link #launch} has come to the engine, and again. */
    void stop(Throwable cause) {
        Handle running;
        synchronized (this) {
            if (stopCause == null) {
                stopCause = cause;
            }
            running = handle;
        }
        if (running != null) {
            running.stop(stopCause);
        }
    }

    synchronized String status() {
        return handle == null ? "starting" : handle.status();
    }

    private void begin() {
        try {
            start();
        } catch (Throwable e) {
            host.fail(e);
        }
    }

    private void start() throws Exception {
        AksStep restored = step.restore();
        Run<?, ?> build = context.get(Run.class);
        AksSessions sessions = new AksSessions(build, host.log(), scope, context);
        StepScope complete = sessions.complete();
        Operation<AksSession> operation = maker.make(restored, complete);
        String function = restored.getDescriptor().getFunctionName();
        Journal journal = BuildJournals.of(build).open(journalKey, function, step.digest(scope.context()));
        start(new Job<>(
                restored.title(),
                WhileJenkinsRuns.of(operation),
                sessions,
                journal,
                host,
                complete.subscription(),
                Durations.parse(restored.getTimeLimit(), "timeLimit"),
                AbortChoice.parse(restored.getOnAbort()),
                GRACE));
    }

    private void start(Job<AksSession> job) {
        Handle started = EngineHolder.engine().start(job);
        Throwable stopped;
        synchronized (this) {
            handle = started;
            stopped = stopCause;
        }
        if (stopped != null) {
            started.stop(stopped);
        }
    }
}
