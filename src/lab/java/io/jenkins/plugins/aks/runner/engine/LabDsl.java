package io.jenkins.plugins.aks.runner.engine;

import groovy.lang.Closure;
import io.jenkins.plugins.aks.runner.declarative.Pipeline;
import io.jenkins.plugins.aks.runner.model.Symbols;
import io.jenkins.plugins.aks.runner.script.Dsl;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Answers a script's calls with the steps and globals of a session. */
final class LabDsl implements Dsl {

    private final Session session;
    private final StepCaller caller;
    private final Pipeline pipeline;
    private final Set<String> functions;
    private final EnvGlobal env;
    private final CurrentBuild currentBuild;

    /**
     * @param pipeline null for a Scripted Pipeline
     * @param functions names that stand for nested descriptions, such as string(…) in withCredentials
     */
    LabDsl(Session session, StepCaller caller, Pipeline pipeline, Set<String> functions) {
        this.session = session;
        this.caller = caller;
        this.pipeline = pipeline;
        this.functions = functions;
        this.env = new EnvGlobal(session);
        this.currentBuild = new CurrentBuild(session);
    }

    @Override
    public boolean knows(String function) {
        return session.registry().find(function).isPresent()
                || functions.contains(function)
                || session.symbols().has(function);
    }

    @Override
    public Object call(String function, Object[] arguments) throws Throwable {
        Optional<StepDefinition> step = session.registry().find(function);
        return step.isPresent() ? caller.call(step.get(), arguments) : Symbols.call(function, arguments);
    }

    @Override
    public Optional<Object> global(String name) {
        return switch (name) {
            case "env" -> Optional.of(env);
            case "currentBuild" -> Optional.of(currentBuild);
            case "params" -> Optional.of(Collections.unmodifiableMap(new TreeMap<>(session.parameters())));
            default -> Optional.ofNullable(env.getEnvironment().get(name));
        };
    }

    @Override
    public void print(String text) {
        session.console().listener(Scope.current()).getLogger().println(text);
    }

    @Override
    public void declarative(List<Closure<?>> pieces) throws Throwable {
        new DeclarativeRun(session, caller, pieces, env).run(pipeline);
    }

    @Override
    public NoSuchMethodError unknown(String function) {
        return new NoSuchMethodError(
                "No such DSL method '%s' found among steps %s or globals [currentBuild, env, params]"
                        .formatted(function, session.registry().names()));
    }
}
