package io.jenkins.plugins.aks.pipeline;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Makes and checks the scope of a step that starts; no input or output. */
final class Scopes {
    /** Stands for the credential's own subscription until the credential was read. */
    private static final String UNKNOWN_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

    private Scopes() {}

    static StepScope of(StepContext context, AksStep step) throws IOException, InterruptedException {
        AksContext own = AksContext.empty()
                .withCloud(step.getCloud())
                .withCredentialsId(step.getCredentialsId())
                .withSubscription(step.getSubscription())
                .withResourceGroup(step.getResourceGroup())
                .withCluster(step.getCluster())
                .within(context.get(AksContext.class));
        return new StepScope(own, context.get(Run.class).getExternalizableId(), nodeId(context));
    }

    private static String nodeId(StepContext context) throws IOException, InterruptedException {
        return context.get(FlowNode.class).getId();
    }

    /** @throws AbortException if a parameter's value is of a type that no Pipeline could save */
    static SavedStep save(AksStep step) throws AbortException {
        try {
            return SavedStep.of(step);
        } catch (IllegalArgumentException e) {
            throw new AbortException(step.getDescriptor().getFunctionName() + ": " + e.getMessage()
                    + ". Give such a value in the step's call.");
        }
    }

    /** @throws AbortException for the first wrong parameter; of another class it would show a stack trace in the log */
    static void validate(AksStep step, StepScope scope, Check check) throws AbortException {
        try {
            look(step, scope, check);
        } catch (OperationException e) {
            throw Failures.abort(e);
        }
    }

    private static void look(AksStep step, StepScope scope, Check check) throws OperationException {
        AbortChoice.parse(step.getOnAbort());
        Durations.parse(step.getTimeLimit(), "timeLimit");
        scope.credentialsId();
        AksGlobalConfiguration.cloudNamed(scope.context().cloud());
        check.make(scope.context().subscription() == null ? scope.withSubscription(UNKNOWN_SUBSCRIPTION) : scope);
    }

    /** Makes an operation, which is thrown away. */
    @FunctionalInterface
    interface Check {
        Object make(AksScope scope) throws OperationException;
    }
}
