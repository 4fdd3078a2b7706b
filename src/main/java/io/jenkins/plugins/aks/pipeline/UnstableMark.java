package io.jenkins.plugins.aks.pipeline;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Marks a step and its build as unstable, as Jenkins' own {@code unstable} does; the stage follows from the step. */
final class UnstableMark {
    private final StepContext context;

    UnstableMark(StepContext context) {
        this.context = context;
    }

    void set(String why) throws OperationException, TransientException {
        try {
            FlowNode node = context.get(FlowNode.class);
            Run<?, ?> build = context.get(Run.class);
            if (node == null || build == null) {
                throw new OperationException("the step cannot be marked as unstable, since its build is gone: " + why);
            }
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(why));
            build.setResult(Result.UNSTABLE);
        } catch (IOException e) {
            throw new TransientException("the step cannot be marked as unstable: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("marking the step as unstable was interrupted", e);
        }
    }
}
