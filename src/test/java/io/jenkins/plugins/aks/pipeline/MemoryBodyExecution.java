package io.jenkins.plugins.aks.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A started {@link MemoryBody}; being cancelled ends it. */
final class MemoryBodyExecution extends BodyExecution {
    private static final long serialVersionUID = 1L;

    private final MemoryContext context;

    MemoryBodyExecution(MemoryContext context) {
        this.context = context;
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        return List.of();
    }

    @Override
    public boolean cancel(Throwable cause) {
        context.body().fail(cause);
        return true;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public Object get() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }
}
