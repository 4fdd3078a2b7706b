package io.jenkins.plugins.aks.runner.declarative;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code pipeline { … }}: checks it and takes it apart. */
final class PipelineParser {

    private final Sections sections;
    private final Problems problems;
    private final StageParser stages;
    private Agent agent;
    private List<Variable> environment = List.of();
    private List<Call> parameters = List.of();
    private List<Call> options = List.of();
    private List<Stage> found;
    private Post post = Post.NONE;

    PipelineParser(Sections sections) {
        this.sections = sections;
        this.problems = sections.problems;
        this.stages = new StageParser(sections);
    }

    Pipeline parse(MethodCallExpression call) {
        Optional<ClosureExpression> block = Ast.block(call);
        if (block.isEmpty()) {
            problems.at(call, "Expected a block with the \"pipeline\" step");
            return null;
        }
        Set<String> seen = new HashSet<>();
        for (Statement statement : Ast.statements(block.get())) {
            Optional<MethodCallExpression> section = Ast.call(statement);
            if (section.isEmpty()) {
                problems.at(
                        statement,
                        "Not a valid section definition: \"%s\". Some extra configuration is required."
                                .formatted(problems.text(statement)));
                continue;
            }
            if (!seen.add(Ast.name(section.get()))) {
                problems.at(statement, "Multiple occurrences of the %s section".formatted(Ast.name(section.get())));
            }
            section(section.get());
        }
        if (found == null) {
            problems.at(call, "Missing required section \"stages\"");
        }
        if (agent == null) {
            problems.at(call, "Missing required section \"agent\"");
        }
        return new Pipeline(agent, environment, parameters, options, found, post);
    }

    private void section(MethodCallExpression call) {
        switch (Ast.name(call)) {
            case "agent" -> agent = sections.agent.parse(call);
            case "environment" -> environment = sections.environment.parse(call);
            case "parameters" -> parameters = sections.parameters(call);
            case "options" -> options = sections.options.parse(call, false);
            case "stages" -> found = stages.stages(call, false);
            case "post" -> post = sections.post.parse(call);
            case "triggers" -> sections.triggers(call);
            case "tools" -> {
                if (Ast.block(call).isEmpty()) {
                    problems.at(call, "Expected a block for tools");
                }
            }
            case "libraries" -> problems.at(
                    call, "libraries need a Jenkins controller to load them from. Remove the section to run here.");
            default -> problems.at(call, "Undefined section \"%s\"".formatted(Ast.name(call)));
        }
    }
}
