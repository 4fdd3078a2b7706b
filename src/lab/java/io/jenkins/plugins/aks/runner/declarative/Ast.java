package io.jenkins.plugins.aks.runner.declarative;

import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads Groovy's syntax tree the way a Jenkinsfile uses it. */
public final class Ast {

    private Ast() {}

    static List<Statement> statements(ClosureExpression closure) {
        Statement code = closure.getCode();
        List<Statement> found = code instanceof BlockStatement b ? b.getStatements() : List.of(code);
        return found.stream().filter(s -> !(s instanceof EmptyStatement)).toList();
    }

    /** The expression of a statement that is nothing but an expression. */
    static Optional<Expression> expression(Statement statement) {
        if (statement instanceof ExpressionStatement s) {
            return Optional.of(s.getExpression());
        }
        return statement instanceof ReturnStatement r ? Optional.of(r.getExpression()) : Optional.empty();
    }

    /** The statement as {@code name …}: a call on nothing, with a plain name. */
    static Optional<MethodCallExpression> call(Statement statement) {
        return expression(statement).flatMap(Ast::call);
    }

    static Optional<MethodCallExpression> call(Expression expression) {
        return expression instanceof MethodCallExpression c
                        && c.isImplicitThis()
                        && c.getMethod() instanceof ConstantExpression
                ? Optional.of(c)
                : Optional.empty();
    }

    static String name(MethodCallExpression call) {
        return call.getMethodAsString();
    }

    /** Arguments in order; named ones come as one map in front, as Groovy passes them. */
    public static List<Expression> arguments(MethodCallExpression call) {
        Expression arguments = call.getArguments();
        if (arguments instanceof ArgumentListExpression list) {
            return list.getExpressions();
        }
        if (arguments instanceof TupleExpression tuple) {
            return tuple.getExpressions().stream().map(Ast::plainMap).toList();
        }
        return List.of(arguments);
    }

    private static Expression plainMap(Expression argument) {
        if (argument instanceof NamedArgumentListExpression named) {
            MapExpression map = new MapExpression(named.getMapEntryExpressions());
            map.setSourcePosition(named);
            return map;
        }
        return argument;
    }

    /** The block at the end of the call. */
    static Optional<ClosureExpression> block(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression c
                ? Optional.of(c)
                : Optional.empty();
    }

    /** What stands before the block. */
    static List<Expression> values(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return block(call).isPresent() ? arguments.subList(0, arguments.size() - 1) : arguments;
    }

    /** The value of a literal, if it is one; {@code null} counts as not literal. */
    static Optional<Object> literal(Expression expression) {
        if (expression instanceof ConstantExpression c) {
            return Optional.ofNullable(c.getValue());
        }
        if (expression instanceof UnaryMinusExpression minus) {
            return literal(minus.getExpression());
        }
        return Optional.empty();
    }

    static Optional<String> string(Expression expression) {
        return literal(expression).filter(String.class::isInstance).map(String.class::cast);
    }
}
