package io.jenkins.plugins.aks.runner.builtin;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code timeout(time, unit) { … }}. The deadline is absolute and survives a restart. */
final class Timeout extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** How long a stopped body may take before the step ends without it. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final transient LabContext call;
    private final Duration limit;
    private final ExceededTimeout cause = new ExceededTimeout();
    private transient BodyExecution body;
    private transient Runnable timer = () -> {};

    Timeout(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        TimeUnit unit = arguments.get("unit") == null ? TimeUnit.MINUTES : (TimeUnit) arguments.get("unit");
        this.limit = Duration.of(arguments.number("time"), unit.toChronoUnit());
    }

    @Override
    public boolean start() {
        Clock clock = call.session().timers().clock();
        Instant now = clock.instant();
        Instant deadline = call.session().instant(call, () -> now.plus(limit));
        Duration left = Duration.between(now, deadline);
        call.listener().getLogger().println("Timeout set to expire in " + Spans.text(left));
        synchronized (this) {
            timer = call.session().timers().after(left, this::expire);
            body = call.newBodyInvoker().withCallback(new Ended()).start();
        }
        return false;
    }

    private synchronized void expire() {
        if (body.isDone()) {
            return;
        }
        call.listener().getLogger().println("Cancelling nested steps due to timeout");
        timer = call.session().timers().after(GRACE, this::giveUp);
        body.cancel(new FlowInterruptedException(Result.ABORTED, cause));
    }

    private void giveUp() {
        call.listener()
                .getLogger()
                .println("Body did not finish within grace period; terminating with extreme prejudice");
        call.onFailure(new FlowInterruptedException(Result.ABORTED, cause));
    }

    private synchronized void stopTimer() {
        timer.run();
    }

    private final class Ended extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            stopTimer();
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            stopTimer();
            if (failure instanceof FlowInterruptedException interrupted
                    && interrupted.getCauses().contains(cause)) {
                // To whoever is outside it is an error, which retry may try again, and no order to stop.
                interrupted.setActualInterruption(false);
            }
            context.onFailure(failure);
        }
    }
}
