package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code waitUntil { condition }}: asks again, at ever longer intervals. */
final class WaitUntil extends StepExecution {

    private static final long serialVersionUID = 1L;
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final double GROWTH = 1.2;

    private final transient LabContext call;
    private final boolean quiet;
    private Duration interval;
    private transient Runnable timer = () -> {};

    WaitUntil(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        this.quiet = arguments.truth("quiet");
        int given = arguments.number("initialRecurrencePeriod");
        this.interval = given > 0 ? Duration.ofMillis(given) : FIRST;
    }

    @Override
    public boolean start() {
        call.newBodyInvoker().withCallback(new Asked()).start();
        return false;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        timer.run();
        super.stop(cause);
    }

    private void again() {
        if (!quiet) {
            call.listener().getLogger().println("Will try again after " + Spans.text(interval));
        }
        timer = call.session().timers().after(interval, this::start);
        Duration longer = Duration.ofMillis((long) (interval.toMillis() * GROWTH));
        interval = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }

    private final class Asked extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            if (!(result instanceof Boolean)) {
                context.onFailure(new ClassCastException(
                        "body return value " + result + " is not boolean: let the block end with the condition"));
            } else if ((Boolean) result) {
                context.onSuccess(null);
            } else {
                again();
            }
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            context.onFailure(failure);
        }
    }
}
