package io.jenkins.plugins.aks.runner.builtin;

import groovy.lang.Closure;
import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.Body;
import io.jenkins.plugins.aks.runner.engine.FailFast;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code parallel(a: { … }, b: { … }, failFast: true)}. Returns what each branch returns, by its name. */
final class Parallel extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final transient LabContext call;
    private final transient Map<String, Body> branches = new LinkedHashMap<>();
    private final transient Map<String, BodyExecution> running = new LinkedHashMap<>();
    private final transient Map<String, Object> results = new LinkedHashMap<>();
    private final transient List<Throwable> failures = new ArrayList<>();
    private final boolean failFast;
    private int left;
    private boolean stopping;

    Parallel(Arguments arguments, LabContext context) {
        super(context);
        this.call = context;
        this.failFast = arguments.truth("failFast");
        arguments.all().forEach(this::branch);
    }

    private void branch(String name, Object value) {
        if (value instanceof Closure<?> closure) {
            branches.put(name, Body.of(closure));
        } else if (value instanceof Body body) {
            branches.put(name, body);
        } else if (!name.equals("failFast")) {
            throw new IllegalArgumentException("Expected a closure or failFast but found " + name + "=" + value);
        }
    }

    @Override
    public boolean start() {
        if (branches.isEmpty()) {
            call.onSuccess(results);
            return true;
        }
        synchronized (this) {
            left = branches.size();
            branches.keySet().forEach(name -> results.put(name, null));
            branches.forEach((name, body) -> running.put(
                    name,
                    call.invoker(body)
                            .asBranch(name)
                            .withCallback(new Ended(name))
                            .start()));
        }
        return false;
    }

    private synchronized void ended(String name, Object result, Throwable failure) {
        results.put(name, result);
        if (failure != null) {
            call.listener().getLogger().println("Failed in branch " + name);
            failures.add(failure);
            if (failFast && !stopping) {
                stopping = true;
                running.forEach((other, body) -> {
                    if (!other.equals(name)) {
                        body.cancel(new FlowInterruptedException(Result.ABORTED, new FailFast(name)));
                    }
                });
            }
        }
        left--;
        if (left == 0) {
            end();
        }
    }

    private void end() {
        if (failures.isEmpty()) {
            call.onSuccess(results);
            return;
        }
        Throwable first = failures.get(0);
        failures.stream().filter(f -> f != first).forEach(first::addSuppressed);
        call.onFailure(first);
    }

    private final class Ended extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;
        private final String name;

        Ended(String name) {
            this.name = name;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            ended(name, result, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            ended(name, null, failure);
        }
    }
}
