package io.jenkins.plugins.aks.runner.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** {@code environment { NAME = value }}. */
final class EnvironmentParser {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_]\\w*");

    private final Problems problems;
    private final Code code;

    EnvironmentParser(Problems problems, Code code) {
        this.problems = problems;
        this.code = code;
    }

    List<Variable> parse(MethodCallExpression section) {
        Optional<ClosureExpression> block = Ast.block(section);
        if (block.isEmpty()) {
            problems.at(section, "Expected a block for environment");
            return List.of();
        }
        List<Variable> variables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Statement> statements = Ast.statements(block.get());
        if (statements.isEmpty()) {
            problems.at(section, "No variables specified for environment");
        }
        for (Statement statement : statements) {
            Optional<BinaryExpression> assignment = assignment(statement);
            if (assignment.isEmpty()) {
                notAssignment(section, statement);
            } else {
                variable(assignment.get(), names).ifPresent(variables::add);
            }
        }
        return variables;
    }

    private static Optional<BinaryExpression> assignment(Statement statement) {
        return Ast.expression(statement)
                .filter(BinaryExpression.class::isInstance)
                .map(BinaryExpression.class::cast)
                .filter(b -> b.getOperation().getType() == Types.EQUAL);
    }

    private void notAssignment(MethodCallExpression section, Statement statement) {
        String text = problems.text(statement);
        problems.at(
                statement,
                ("\"%s\" is not a valid environment expression."
                                + " Use \"key = value\" pairs with valid Java/shell keys.")
                        .formatted(text));
        problems.at(section, "Expected name=value pairs");
    }

    private Optional<Variable> variable(BinaryExpression assignment, Set<String> names) {
        Expression left = assignment.getLeftExpression();
        String name = left instanceof VariableExpression v ? v.getName() : problems.text(left);
        if (!IDENTIFIER.matcher(name).matches()) {
            problems.at(
                    left,
                    ("\"%s\" is not a valid identifier and cannot be used for an environment variable."
                                    + " Identifiers must start with a letter or underscore"
                                    + " and can contain only letters, numbers or underscores.")
                            .formatted(name));
        } else if (!names.add(name)) {
            problems.at(left, "Duplicate environment variable name: \"%s\"".formatted(name));
        }
        return value(name, assignment.getRightExpression());
    }

    private Optional<Variable> value(String name, Expression value) {
        Optional<MethodCallExpression> call = Ast.call(value);
        if (call.filter(c -> Ast.name(c).equals("credentials")).isPresent()) {
            List<Expression> arguments = Ast.arguments(call.get());
            if (arguments.size() != 1 || !text(arguments.get(0))) {
                problems.at(value, "Internal function call parameters must be strings.");
                return Optional.empty();
            }
            return Optional.of(new Variable(name, code.value(arguments.get(0)), true));
        }
        if (value instanceof BinaryExpression sum && !joined(sum)) {
            return Optional.empty();
        }
        if (!text(value) && !(value instanceof MethodCallExpression) && !(value instanceof BinaryExpression)) {
            problems.at(
                    value,
                    "Environment variable values must either be single quoted, double quoted, or function calls.");
            return Optional.empty();
        }
        return Optional.of(new Variable(name, code.value(value), false));
    }

    private boolean joined(BinaryExpression sum) {
        if (sum.getOperation().getType() != Types.PLUS) {
            problems.at(sum, "Environment variable values can only be joined together with ‘+’s.");
            return false;
        }
        for (Expression part : List.of(sum.getLeftExpression(), sum.getRightExpression())) {
            if (part instanceof BinaryExpression inner) {
                if (!joined(inner)) {
                    return false;
                }
            } else if (!text(part)) {
                problems.at(
                        part,
                        "Environment variable values to be concatenated together must be single or double quoted.");
                return false;
            }
        }
        return true;
    }

    private static boolean text(Expression value) {
        return value instanceof ConstantExpression || value instanceof GStringExpression;
    }
}
