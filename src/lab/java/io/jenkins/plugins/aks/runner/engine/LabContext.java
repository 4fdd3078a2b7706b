package io.jenkins.plugins.aks.runner.engine;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One call of a step: what it can ask of Jenkins, and where its result arrives, from whatever thread. */
public final class LabContext extends StepContext {

    private static final long serialVersionUID = 1L;

    private final transient Session session;
    private final transient Scope scope;
    private final transient LabNode node;
    private final transient Body body;
    private final transient CompletableFuture<Object> outcome = new CompletableFuture<>();
    private final transient List<LabBody> bodies = new ArrayList<>();
    private final transient TaskListener listener;
    private transient StepExecution execution;
    private transient boolean started;
    private transient Throwable stopped;
    private transient Result given;

    LabContext(Session session, Scope scope, LabNode node, Body body) {
        this.session = session;
        this.scope = scope;
        this.node = node;
        this.body = body;
        this.listener = session.console().listener(scope);
    }

    /** The run that this call belongs to; for the lab's own steps. */
    public Session session() {
        return session;
    }

    Scope scope() {
        return scope;
    }

    public LabNode node() {
        return node;
    }

    public TaskListener listener() {
        return listener;
    }

    /** The environment variables that hold here. */
    public EnvVars environment() throws IOException, InterruptedException {
        return session.environment(scope);
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        if (key == EnvVars.class) {
            return key.cast(environment());
        }
        if (TaskListener.class.isAssignableFrom(key)) {
            return key.cast(listener);
        }
        if (FlowNode.class.isAssignableFrom(key)) {
            return key.isInstance(node) ? key.cast(node) : null;
        }
        if (FlowExecution.class.isAssignableFrom(key)) {
            return key.cast(node.getExecution());
        }
        if (Run.class.isAssignableFrom(key)) {
            return key.isInstance(session.run()) ? key.cast(session.run()) : null;
        }
        if (Job.class.isAssignableFrom(key)) {
            return key.cast(session.run().getParent());
        }
        return scope.find(key);
    }

    @Override
    public void onSuccess(Object result) {
        outcome.complete(result);
    }

    @Override
    public void onFailure(Throwable cause) {
        outcome.completeExceptionally(cause);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public synchronized void setResult(Result result) {
        given = given == null ? result : given.combine(result);
        session.run().setResult(result);
    }

    synchronized Result givenResult() {
        return given;
    }

    @Override
    public boolean hasBody() {
        return body != null;
    }

    @Override
    public LabBodyInvoker newBodyInvoker() {
        if (body == null) {
            throw new IllegalStateException("There's no body to invoke");
        }
        return invoker(body);
    }

    /** For steps whose bodies are arguments, as those of parallel. */
    public LabBodyInvoker invoker(Body code) {
        return new LabBodyInvoker(this, code);
    }

    synchronized String add(LabBody started) {
        bodies.add(started);
        return node.getId() + "-" + bodies.size();
    }

    synchronized boolean ranBodies() {
        return !bodies.isEmpty();
    }

    /** The environment's expander with more to expand, for a body. */
    public EnvironmentExpander expander(EnvironmentExpander more) {
        return EnvironmentExpander.merge(scope.find(EnvironmentExpander.class), more);
    }

    /** Starts the step and waits for its end. */
    Object await(StepExecution step) throws Throwable {
        synchronized (this) {
            execution = step;
        }
        boolean synchronous = step.start();
        Throwable stop;
        synchronized (this) {
            started = true;
            stop = stopped;
        }
        if (synchronous && !outcome.isDone()) {
            throw new IllegalStateException(step.getClass().getName()
                    + ".start() returned true without a result: call onSuccess or onFailure before, or return false.");
        }
        if (stop != null) {
            stop(stop);
        }
        return outcome();
    }

    private Object outcome() throws Throwable {
        while (true) {
            try {
                return outcome.get();
            } catch (InterruptedException meantForTheScript) {
                // Who stops a step calls stop(); the step decides when it ends.
                continue;
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }
    }

    void stop(Throwable cause) {
        List<LabBody> running;
        synchronized (this) {
            running = bodies.stream().filter(b -> !b.isDone()).toList();
            if (running.isEmpty() && !started) {
                stopped = cause;
                return;
            }
        }
        if (running.isEmpty()) {
            try {
                execution.stop(cause);
            } catch (Throwable t) {
                t.addSuppressed(cause);
                onFailure(t);
            }
        } else {
            running.forEach(b -> b.cancel(cause));
        }
    }

    Collection<StepExecution> innermost() {
        List<LabBody> running;
        synchronized (this) {
            running = bodies.stream().filter(b -> !b.isDone()).toList();
        }
        List<StepExecution> found = new ArrayList<>();
        running.forEach(b -> found.addAll(b.getCurrentExecutions()));
        if (running.isEmpty() && execution != null) {
            found.add(execution);
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabContext that && node.getId().equals(that.node.getId()) && session == that.session;
    }

    @Override
    public int hashCode() {
        return node.getId().hashCode();
    }
}
