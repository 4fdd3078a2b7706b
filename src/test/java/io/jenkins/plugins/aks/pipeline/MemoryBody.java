package io.jenkins.plugins.aks.pipeline;

import hudson.console.ConsoleLogFilter;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** A body that runs until a test ends it. */
public final class MemoryBody extends BodyInvoker {
    private final MemoryContext context;
    private final Map<Class<?>, Object> overrides = new HashMap<>();
    private BodyExecutionCallback callback;

    MemoryBody(MemoryContext context) {
        this.context = context;
    }

    @Override
    public BodyInvoker withContext(Object override) {
        Class<?> type = override instanceof EnvironmentExpander
                ? EnvironmentExpander.class
                : override instanceof ConsoleLogFilter ? ConsoleLogFilter.class : override.getClass();
        overrides.put(type, override);
        return this;
    }

    @Override
    public BodyInvoker withDisplayName(String name) {
        return this;
    }

    @Override
    public BodyInvoker withCallback(BodyExecutionCallback ending) {
        callback = ending;
        return this;
    }

    @Override
    public BodyExecution start() {
        context.begin(this);
        callback.onStart(context);
        return new MemoryBodyExecution(context);
    }

    public <T> T override(Class<T> type) {
        return type.cast(overrides.get(type));
    }

    public void succeed(Object result) {
        callback.onSuccess(context, result);
    }

    public void fail(Throwable cause) {
        callback.onFailure(context, cause);
    }

    /** What the saved program holds instead: another callback, loaded with its execution. */
    public void replaceCallback(BodyExecutionCallback loaded) {
        callback = loaded;
    }

    public BodyExecutionCallback callback() {
        return callback;
    }
}
