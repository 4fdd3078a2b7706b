package io.jenkins.plugins.aks.runner.declarative;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.stmt.ReturnStatement;

/**
 * The pieces of a Declarative Pipeline that are Groovy: taken out of the sections and passed, in this order, to the
 * one call that replaces {@code pipeline { … }}. The model refers to them by index.
 */
final class Code {

    private final List<Expression> pieces = new ArrayList<>();

    int block(ClosureExpression closure) {
        pieces.add(closure);
        return pieces.size() - 1;
    }

    /** A closure that gives the expression's value when it is called. */
    int value(Expression expression) {
        ReturnStatement code = new ReturnStatement(expression);
        code.setSourcePosition(expression);
        ClosureExpression closure = new ClosureExpression(Parameter.EMPTY_ARRAY, code);
        closure.setVariableScope(new VariableScope());
        closure.setSourcePosition(expression);
        return block(closure);
    }

    int list(List<Expression> expressions) {
        return value(new ListExpression(new ArrayList<>(expressions)));
    }

    List<Expression> pieces() {
        return pieces;
    }
}
