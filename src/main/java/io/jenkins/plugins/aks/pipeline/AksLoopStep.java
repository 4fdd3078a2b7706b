package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A block step that looks in the cloud once, and then runs its body several times, one run after another. What it saw is
 * kept, so that a restart goes on with the same runs. It returns the names of the runs that succeeded and failed.
 */
public abstract class AksLoopStep extends AksStep {

    /** What happens before the first run, by the rules of {@link AksStep#operation}; it must change nothing. */
    @Override
    protected abstract Operation<AksSession> operation(AksScope scope) throws OperationException;

    /**
     * The runs of the body, in their order.
     *
     * @param context that of this step itself
     * @param result what the operation returned
     */
    protected abstract List<BodyRun> runs(AksContext context, Map<String, Object> result) throws OperationException;

    /** Whether no other run begins once one has failed. */
    public abstract boolean isFailFast();

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        return new AksLoopExecution(context, Scopes.save(this));
    }
}
