package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.Failures;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.io.PrintStream;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code retry(count) { … }}. An order to stop is not retried. */
final class Retry extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final transient LabContext call;
    private int left;

    Retry(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        this.left = Math.max(1, arguments.number("count"));
    }

    @Override
    public boolean start() {
        call.newBodyInvoker().withCallback(new Tried()).start();
        return false;
    }

    private final class Tried extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            boolean stopped =
                    failure instanceof FlowInterruptedException interrupted && interrupted.isActualInterruption();
            left--;
            if (left == 0 || stopped || Failures.fatal(failure)) {
                context.onFailure(failure);
                return;
            }
            PrintStream log = call.listener().getLogger();
            Failures.describe(failure).forEach(log::println);
            log.println("Retrying");
            start();
        }
    }
}
