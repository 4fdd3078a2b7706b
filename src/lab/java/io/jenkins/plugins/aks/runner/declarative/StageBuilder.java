package io.jenkins.plugins.aks.runner.declarative;

import java.util.List;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Gathers the sections of one stage and says which of them do not go together. */
final class StageBuilder {

    final boolean inParallel;
    List<Variable> environment = List.of();
    List<Call> options = List.of();
    When when = When.ALWAYS;
    Post post = Post.NONE;
    boolean failFast;
    MethodCallExpression tools;

    private final String name;
    private final MethodCallExpression call;
    private Agent agent = Agent.INHERITED;
    private MethodCallExpression agentCall;
    private int steps = -1;
    private List<Stage> stages;
    private List<Stage> parallel;
    private int bodies;

    StageBuilder(String name, MethodCallExpression call, boolean inParallel) {
        this.name = name;
        this.call = call;
        this.inParallel = inParallel;
    }

    void agent(MethodCallExpression section, Agent wanted) {
        agentCall = section;
        agent = wanted;
    }

    void steps(int piece) {
        steps = piece;
        bodies++;
    }

    void stages(List<Stage> inner) {
        stages = inner;
        bodies++;
    }

    void parallel(List<Stage> inner) {
        parallel = inner;
        bodies++;
    }

    Stage build(Problems problems) {
        if (bodies > 1) {
            problems.at(
                    call,
                    "Only one of \"matrix\", \"parallel\", \"stages\", or \"steps\" allowed for stage \"%s\""
                            .formatted(name));
        } else if (bodies == 0) {
            problems.at(
                    call, "Expected one of \"steps\", \"stages\", or \"parallel\" for stage \"%s\"".formatted(name));
        } else if (parallel != null) {
            onNode(problems, "agent", agentCall);
            onNode(problems, "tools", tools);
        }
        return new Stage(name, agent, environment, options, when, steps, stages, parallel, failFast, post);
    }

    private void onNode(Problems problems, String section, MethodCallExpression where) {
        if (where != null) {
            problems.at(
                    where,
                    "\"%s\" is not allowed in stage \"%s\" as it contains parallel or matrix stages"
                            .formatted(section, name));
        }
    }
}
