package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code sleep}. Its end is absolute and survives a restart. */
final class Sleep extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final transient LabContext call;
    private final Duration time;
    private transient Runnable timer = () -> {};

    Sleep(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        TimeUnit unit = arguments.get("unit") == null ? TimeUnit.SECONDS : (TimeUnit) arguments.get("unit");
        this.time = Duration.of(arguments.number("time"), unit.toChronoUnit());
    }

    @Override
    public boolean start() {
        Clock clock = call.session().timers().clock();
        Instant now = clock.instant();
        Instant end = call.session().instant(call, () -> now.plus(time));
        Duration left = Duration.between(now, end);
        call.listener().getLogger().println("Sleeping for " + Spans.text(left));
        timer = call.session().timers().after(left, () -> call.onSuccess(null));
        return false;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        timer.run();
        super.stop(cause);
    }
}
