package io.jenkins.plugins.aks.runner.builtin;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.Failures;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import io.jenkins.plugins.aks.runner.engine.StageRecord;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code stage('name') { … }}. */
final class Stage extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final transient LabContext call;
    private final String name;

    Stage(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        this.name = arguments.text("name");
    }

    @Override
    public boolean start() throws Exception {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("must specify name");
        }
        StageRecord stage = call.session().stages().begin(call.get(StageRecord.class), name);
        EnvironmentExpander env = EnvironmentExpander.constant(java.util.Map.of("STAGE_NAME", name));
        call.newBodyInvoker()
                .withContexts(stage, call.expander(env))
                .withDisplayName(name)
                .withCallback(new Ended(stage))
                .start();
        return false;
    }

    private final class Ended extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;
        private final transient StageRecord stage;

        Ended(StageRecord stage) {
            this.stage = stage;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            end(Result.SUCCESS);
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            end(Failures.result(failure));
            context.onFailure(failure);
        }

        private void end(Result result) {
            stage.mark(result);
            stage.end(call.session().timers().clock().instant());
        }
    }
}
