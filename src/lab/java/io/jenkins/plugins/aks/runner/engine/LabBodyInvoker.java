package io.jenkins.plugins.aks.runner.engine;

import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** Runs a body on a thread of its own, so that a step that started it can go on. */
public final class LabBodyInvoker extends BodyInvoker {

    private final LabContext context;
    private final Body code;
    private final List<Object> objects = new ArrayList<>();
    private final List<BodyExecutionCallback> callbacks = new ArrayList<>();
    private String displayName;
    private String branch;

    LabBodyInvoker(LabContext context, Body code) {
        this.context = context;
        this.code = code;
    }

    @Override
    public LabBodyInvoker withContext(Object override) {
        if (override != null) {
            objects.add(override);
        }
        return this;
    }

    @Override
    public LabBodyInvoker withDisplayName(String name) {
        displayName = name;
        return this;
    }

    @Override
    public LabBodyInvoker withCallback(BodyExecutionCallback callback) {
        callbacks.add(callback);
        return this;
    }

    /** Marks the body as a branch of parallel, which the log shows. */
    public LabBodyInvoker asBranch(String name) {
        branch = name;
        return withDisplayName("Branch: " + name);
    }

    @Override
    public BodyExecution start() {
        LabBody body = new LabBody();
        String id = context.add(body);
        String around = context.scope().branch();
        String inside = branch == null ? around : around.isEmpty() ? branch : around + " > " + branch;
        Scope scope = context.scope().inner(body, id, List.copyOf(objects), inside);
        Thread thread = new Thread(() -> run(body, scope), "lab body " + id);
        thread.setDaemon(true);
        body.runsOn(thread);
        thread.start();
        return body;
    }

    private void run(LabBody body, Scope scope) {
        Console console = context.session().console();
        console.pipeline(scope, displayName == null ? "{" : "{ (" + displayName + ")");
        Object value = null;
        Throwable failure = null;
        try {
            callbacks.forEach(c -> c.onStart(context));
            value = scope.run(code);
        } catch (Throwable t) {
            failure = t;
        }
        console.pipeline(scope, "}");
        body.finish(value, failure);
        if (callbacks.isEmpty()) {
            end(failure, value);
        }
        for (BodyExecutionCallback callback : callbacks) {
            call(callback, value, failure);
        }
    }

    private void end(Throwable failure, Object value) {
        if (failure == null) {
            context.onSuccess(value);
        } else {
            context.onFailure(failure);
        }
    }

    private void call(BodyExecutionCallback callback, Object value, Throwable failure) {
        try {
            if (failure == null) {
                callback.onSuccess(context, value);
            } else {
                callback.onFailure(context, failure);
            }
        } catch (Throwable t) {
            context.onFailure(t);
        }
    }
}
