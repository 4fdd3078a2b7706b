package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Gives the body its context; the body resumes by itself after a restart. */
final class WithAksExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final AksContext own;
    private final String credentialsId;
    private BodyExecution body;

    WithAksExecution(StepContext context, AksContext own, String credentialsId) {
        super(context);
        this.own = own;
        this.credentialsId = credentialsId;
    }

    @Override
    public boolean start() throws Exception {
        AksContext inside = own.within(getContext().get(AksContext.class));
        try {
            check(inside);
            body = Blocks.invoke(getContext(), inside, new Passing());
        } catch (OperationException e) {
            throw Failures.abort(e);
        }
        return false;
    }

    private void check(AksContext inside) throws InvalidParameterException {
        if (credentialsId != null && credentialsId.isBlank()) {
            throw new InvalidParameterException(
                    "credentialsId",
                    credentialsId,
                    "the id of an Azure credential",
                    "Check the variable that the id comes from, or leave the parameter out.");
        }
        if (inside.cloud() != null) {
            AksGlobalConfiguration.cloudNamed(inside.cloud());
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (body != null) {
            body.cancel(cause);
        }
    }

    /** The step ends as its body does. */
    private static final class Passing extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            Outcome.fail(context, cause);
        }
    }
}
