package io.jenkins.plugins.aks.runner.builtin;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.Failures;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code catchError} and {@code warnError}: an error in the body only marks build and stage. */
final class CatchError extends StepExecution {

    private static final long serialVersionUID = 1L;
    private static final List<String> RESULTS = List.of("SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED");

    private final transient LabContext call;
    private final String message;
    private final Result buildResult;
    private final Result stageResult;
    private final boolean catchInterruptions;

    CatchError(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        this.message = arguments.text("message");
        this.buildResult = result(arguments.text("buildResult"), Result.FAILURE, "buildResult");
        this.stageResult = result(arguments.text("stageResult"), Result.SUCCESS, "stageResult");
        this.catchInterruptions = arguments.truth("catchInterruptions", true);
    }

    static CatchError unstable(Arguments arguments, LabContext context) {
        Map<String, Object> values = new LinkedHashMap<>(arguments.all());
        values.put("buildResult", "UNSTABLE");
        values.put("stageResult", "UNSTABLE");
        return new CatchError(new Arguments(values), context);
    }

    private static Result result(String name, Result otherwise, String parameter) {
        if (name == null) {
            return otherwise;
        }
        if (!RESULTS.contains(name)) {
            throw new IllegalArgumentException(
                    "%s is invalid: %s. Valid options are %s.".formatted(parameter, name, RESULTS));
        }
        return Result.fromString(name);
    }

    @Override
    public boolean start() {
        call.newBodyInvoker().withCallback(new Caught()).start();
        return false;
    }

    private final class Caught extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            context.onSuccess(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            boolean interrupted =
                    failure instanceof FlowInterruptedException || failure instanceof InterruptedException;
            if (Failures.fatal(failure) || interrupted && !catchInterruptions) {
                context.onFailure(failure);
                return;
            }
            PrintStream log = call.listener().getLogger();
            if (message != null) {
                log.println("ERROR: " + message);
            }
            Failures.describe(failure).forEach(log::println);
            // An interruption keeps its own result, so that an aborted build doesn't show as failed.
            Result build = interrupted && buildResult != Result.SUCCESS ? Failures.result(failure) : buildResult;
            try {
                if (buildResult.isWorseThan(Result.SUCCESS)) {
                    context.setResult(build);
                }
                StageStatus.mark(context, stageResult);
            } catch (Exception e) {
                context.onFailure(e);
                return;
            }
            context.onSuccess(null);
        }
    }
}
