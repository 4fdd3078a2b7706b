package io.jenkins.plugins.aks.runner.declarative;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code agent any}, {@code agent none}, {@code agent { label 'x' }}, {@code agent { node { … } }}. */
final class AgentParser {

    private static final Set<String> TYPES = Set.of("label", "node");
    private static final List<String> ALLOWED = List.of("any", "label", "node", "none");

    private final Problems problems;

    AgentParser(Problems problems) {
        this.problems = problems;
    }

    Agent parse(MethodCallExpression section) {
        List<Expression> arguments = Ast.arguments(section);
        if (arguments.isEmpty()) {
            problems.at(section, "No argument for agent");
            return Agent.NONE;
        }
        Expression argument = arguments.get(0);
        if (arguments.size() == 1 && argument instanceof VariableExpression variable) {
            return bare(section, variable.getName());
        }
        if (arguments.size() == 1 && argument instanceof ClosureExpression block) {
            return block(section, block);
        }
        problems.at(section, "Only \"agent none\", \"agent any\" or \"agent {...}\" are allowed.");
        return Agent.NONE;
    }

    private Agent bare(MethodCallExpression section, String name) {
        if (name.equals("none")) {
            return Agent.NONE;
        }
        if (!name.equals("any")) {
            problems.at(
                    section,
                    "Invalid argument for agent - \"%s\" - must be map of config options or bare %s."
                            .formatted(name, "[any, none]"));
        }
        return Agent.NODE;
    }

    private Agent block(MethodCallExpression section, ClosureExpression block) {
        List<Statement> statements = Ast.statements(block);
        if (statements.size() > 1) {
            problems.at(section, "Only one agent type is allowed per agent section");
        }
        String type = statements.isEmpty()
                ? null
                : Ast.call(statements.get(0)).map(Ast::name).orElse(null);
        if (type == null) {
            problems.at(section, "No agent type specified. Must be one of " + ALLOWED);
        } else if (type.equals("none")) {
            return Agent.NONE;
        } else if (!TYPES.contains(type) && !type.equals("any")) {
            problems.at(section, "Invalid agent type \"%s\" specified. Must be one of %s".formatted(type, ALLOWED));
        }
        return Agent.NODE;
    }
}
