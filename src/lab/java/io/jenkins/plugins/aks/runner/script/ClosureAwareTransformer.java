package io.jenkins.plugins.aks.runner.script;

import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.SourceUnit;

/** Visits every method call of a class, also those inside closures, which Groovy's own transformer leaves out. */
abstract class ClosureAwareTransformer extends ClassCodeExpressionTransformer {

    private final SourceUnit source;

    ClosureAwareTransformer(SourceUnit source) {
        this.source = source;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    /** What to put in the call's place; its arguments are done. */
    protected abstract Expression call(MethodCallExpression call);

    @Override
    public Expression transform(Expression expression) {
        if (expression instanceof ClosureExpression closure) {
            closure.getCode().visit(this);
            return closure;
        }
        if (expression == null) {
            return null;
        }
        Expression inner = expression.transformExpression(this);
        return inner instanceof MethodCallExpression call ? call(call) : inner;
    }
}
