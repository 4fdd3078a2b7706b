package io.jenkins.plugins.aks.runner.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** One {@code stage('name') { … }}; parses the stages inside it too. */
final class StageParser {

    private final Sections sections;
    private final Problems problems;

    StageParser(Sections sections) {
        this.sections = sections;
        this.problems = sections.problems;
    }

    /** The stages of {@code stages} or {@code parallel}. */
    List<Stage> stages(MethodCallExpression section, boolean inParallel) {
        Optional<ClosureExpression> block = Ast.block(section);
        if (block.isEmpty()) {
            problems.at(section, "Expected a block for " + Ast.name(section));
            return List.of();
        }
        List<Stage> stages = new ArrayList<>();
        List<Statement> statements = Ast.statements(block.get());
        for (Statement statement : statements) {
            stage(statement, inParallel).ifPresent(stages::add);
        }
        if (statements.isEmpty()) {
            problems.at(section, "No stages specified");
        }
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            if (!names.add(stage.name())) {
                problems.at(section, "Duplicate stage name: \"%s\"".formatted(stage.name()));
            }
        }
        return stages;
    }

    private Optional<Stage> stage(Statement statement, boolean inParallel) {
        Optional<MethodCallExpression> call =
                Ast.call(statement).filter(c -> Ast.name(c).equals("stage"));
        if (call.isEmpty()) {
            problems.at(statement, "Expected a stage");
            return Optional.empty();
        }
        List<Expression> arguments = Ast.values(call.get());
        if (arguments.isEmpty()) {
            problems.at(statement, "Expected a stage name but did not find any");
            return Optional.empty();
        }
        Optional<String> name = Ast.string(arguments.get(0));
        if (name.isEmpty()) {
            problems.at(arguments.get(0), "Expected string literal");
        }
        Optional<ClosureExpression> block = Ast.block(call.get());
        if (block.isEmpty()) {
            problems.at(statement, "Stage does not have a block");
            return Optional.empty();
        }
        StageBuilder stage = new StageBuilder(name.orElse("?"), call.get(), inParallel);
        Set<String> seen = new HashSet<>();
        Ast.statements(block.get()).forEach(s -> section(stage, s, seen));
        return Optional.of(stage.build(problems));
    }

    private void section(StageBuilder stage, Statement statement, Set<String> seen) {
        Optional<MethodCallExpression> found = Ast.call(statement);
        if (found.isEmpty()) {
            problems.at(
                    statement,
                    "Not a valid stage section definition: \"%s\". Some extra configuration is required."
                            .formatted(problems.text(statement)));
            return;
        }
        MethodCallExpression call = found.get();
        String name = Ast.name(call);
        if (!seen.add(name)) {
            problems.at(statement, "Multiple occurrences of the %s section".formatted(name));
        }
        switch (name) {
            case "agent" -> stage.agent(call, sections.agent.parse(call));
            case "environment" -> stage.environment = sections.environment.parse(call);
            case "options" -> stage.options = sections.options.parse(call, true);
            case "when" -> stage.when = sections.when.parse(call);
            case "post" -> stage.post = sections.post.parse(call);
            case "tools" -> stage.tools = call;
            case "failFast" -> stage.failFast = failFast(call);
            case "steps" -> steps(stage, call);
            case "stages" -> stage.stages(stages(call, stage.inParallel));
            case "parallel" -> parallel(stage, call);
            case "input" -> problems.at(
                    statement,
                    "input needs a person at a Jenkins controller; the lab has neither. Remove it to run here.");
            default -> problems.at(
                    statement,
                    ("Unknown stage section \"%s\". Starting with version 0.5,"
                                    + " steps in a stage must be in a ‘steps’ block.")
                            .formatted(name));
        }
    }

    private boolean failFast(MethodCallExpression call) {
        List<Expression> values = Ast.values(call);
        Optional<Object> value = values.size() == 1 ? Ast.literal(values.get(0)) : Optional.empty();
        if (value.filter(Boolean.class::isInstance).isEmpty()) {
            problems.at(call, "Expected a boolean with failFast");
            return false;
        }
        return (Boolean) value.get();
    }

    private void steps(StageBuilder stage, MethodCallExpression call) {
        Optional<ClosureExpression> block = Ast.block(call);
        if (block.isEmpty()) {
            problems.at(call, "Expected a block for steps");
            return;
        }
        sections.steps.block(block.get());
        stage.steps(sections.code.block(block.get()));
    }

    private void parallel(StageBuilder stage, MethodCallExpression call) {
        if (stage.inParallel) {
            problems.at(call, "\"matrix\" or \"parallel\" cannot be nested inside another \"matrix\" or \"parallel\".");
        }
        stage.parallel(stages(call, true));
    }
}
