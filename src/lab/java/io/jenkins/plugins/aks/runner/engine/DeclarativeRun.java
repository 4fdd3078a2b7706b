package io.jenkins.plugins.aks.runner.engine;

import groovy.lang.Closure;
import hudson.model.Result;
import io.jenkins.plugins.aks.runner.declarative.Agent;
import io.jenkins.plugins.aks.runner.declarative.Call;
import io.jenkins.plugins.aks.runner.declarative.Pipeline;
import io.jenkins.plugins.aks.runner.declarative.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the model of a Declarative Pipeline as Jenkins does: by calling steps. */
final class DeclarativeRun {

    private final Session session;
    private final StepCaller caller;
    private final Pieces pieces;
    private final EnvironmentSection environment;
    private final WhenSection when;
    private final PostSection post;
    private boolean skipAfterUnstable;
    private boolean alwaysFailFast;

    DeclarativeRun(Session session, StepCaller caller, List<Closure<?>> closures, EnvGlobal env) {
        this.session = session;
        this.caller = caller;
        this.pieces = new Pieces(closures);
        this.environment = new EnvironmentSection(this, pieces, session);
        this.when = new WhenSection(pieces, env);
        this.post = new PostSection(session, pieces, this);
    }

    void run(Pipeline pipeline) throws Throwable {
        new ParametersSection(session, pieces).apply(pipeline.parameters());
        skipAfterUnstable = pipeline.options().stream().anyMatch(o -> o.name().equals("skipStagesAfterUnstable"));
        alwaysFailFast = pipeline.options().stream().anyMatch(o -> o.name().equals("parallelsAlwaysFailFast"));
        wrapped(
                pipeline.options(),
                () -> on(
                        pipeline.agent(),
                        () -> environment.around(pipeline.environment(), () -> {
                            Throwable failure = attempt(() -> sequence(pipeline.stages()));
                            post.afterPipeline(pipeline.post(), failure);
                            return null;
                        })));
    }

    Object step(String name, Map<String, Object> arguments, Body body) throws Throwable {
        return caller.call(session.registry().find(name).orElseThrow(), arguments, body);
    }

    private Object wrapped(List<Call> options, Body body) throws Throwable {
        Body inner = body;
        for (int i = options.size() - 1; i >= 0; i--) {
            Call option = options.get(i);
            StepDefinition step = session.registry().find(option.name()).orElse(null);
            if (step != null) {
                List<Object> given = pieces.list(option.arguments());
                Body wrappedBody = inner;
                inner = () -> caller.call(step, StepCaller.arguments(step.signature(), given), wrappedBody);
            }
        }
        return inner.run();
    }

    private Object on(Agent agent, Body body) throws Throwable {
        return agent == Agent.NODE ? step("node", Map.of(), body) : body.run();
    }

    /** Null after success; what is fatal is thrown on. */
    private Throwable attempt(Body body) throws Throwable {
        try {
            body.run();
            return null;
        } catch (Throwable t) {
            if (Failures.fatal(t)) {
                throw t;
            }
            // The build fails with the branch that failed, not as aborted with those that it took along.
            if (!Failures.failFast(t)) {
                session.run().setResult(Failures.result(t));
            }
            return t;
        }
    }

    /** One stage after the other; after a failure the others are named and skipped. */
    private Object sequence(List<Stage> stages) throws Throwable {
        Throwable first = null;
        for (Stage stage : stages) {
            if (first != null) {
                skip(stage, "earlier failure(s)");
            } else if (skipAfterUnstable && session.run().getResult() == Result.UNSTABLE) {
                skip(stage, "earlier stage(s) marking the build as unstable");
            } else {
                first = attempt(() -> stage(stage));
            }
        }
        if (first != null) {
            throw first;
        }
        return null;
    }

    private Object stage(Stage stage) throws Throwable {
        return step(
                "stage",
                Map.of("name", stage.name()),
                () -> wrapped(
                        stage.options(),
                        () -> on(
                                stage.agent(),
                                () -> environment.around(stage.environment(), () -> {
                                    if (!when.holds(stage.when())) {
                                        say(stage, "when conditional");
                                        return null;
                                    }
                                    Throwable failure = attempt(() -> content(stage));
                                    post.afterStage(stage.post(), failure);
                                    return null;
                                }))));
    }

    private Object content(Stage stage) throws Throwable {
        if (stage.steps() >= 0) {
            return pieces.call(stage.steps());
        }
        if (stage.stages() != null) {
            return sequence(stage.stages());
        }
        Map<String, Object> branches = new LinkedHashMap<>();
        for (Stage branch : stage.parallel()) {
            branches.put(branch.name(), (Body) () -> stage(branch));
        }
        if (stage.failFast() || alwaysFailFast) {
            branches.put("failFast", true);
        }
        return step("parallel", branches, null);
    }

    private void skip(Stage stage, String reason) throws Throwable {
        step("stage", Map.of("name", stage.name()), () -> {
            say(stage, reason);
            List<Stage> inner = stage.stages() != null ? stage.stages() : stage.parallel();
            if (inner != null) {
                for (Stage one : inner) {
                    skip(one, reason);
                }
            }
            return null;
        });
    }

    private void say(Stage stage, String reason) {
        Scope scope = Scope.current();
        session.console()
                .listener(scope)
                .getLogger()
                .println("Stage \"%s\" skipped due to %s".formatted(stage.name(), reason));
        scope.find(StageRecord.class).skip();
    }
}
