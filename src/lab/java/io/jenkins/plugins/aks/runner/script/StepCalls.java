package io.jenkins.plugins.aks.runner.script;

import io.jenkins.plugins.aks.runner.declarative.Ast;
import io.jenkins.plugins.aks.runner.model.Catalog;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Sends calls of steps to {@link LabScript#callStep}. Names such as {@code sleep}, {@code find} or {@code run} exist on
 * every object in Groovy and would never reach the step. Runs after local variables are resolved, so a closure in a
 * variable of the same name is still called.
 */
final class StepCalls extends CompilationCustomizer {

    private final Catalog catalog;

    StepCalls(Catalog catalog) {
        super(CompilePhase.SEMANTIC_ANALYSIS);
        this.catalog = catalog;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (type.isScript()) {
            new Rewriter(source, type).visitClass(type);
        }
    }

    private final class Rewriter extends ClosureAwareTransformer {

        private final ClassNode script;

        Rewriter(SourceUnit source, ClassNode script) {
            super(source);
            this.script = script;
        }

        @Override
        protected Expression call(MethodCallExpression call) {
            if (!call.isImplicitThis() || !(call.getMethod() instanceof ConstantExpression)) {
                return call;
            }
            String name = call.getMethodAsString();
            if (catalog.signature(name).isEmpty() || !script.getMethods(name).isEmpty()) {
                return call;
            }
            List<Expression> arguments = new ArrayList<>();
            arguments.add(new ConstantExpression(name));
            arguments.addAll(Ast.arguments(call));
            MethodCallExpression step = new MethodCallExpression(
                    VariableExpression.THIS_EXPRESSION, "callStep", new ArgumentListExpression(arguments));
            step.setImplicitThis(false);
            step.setSourcePosition(call);
            return step;
        }
    }
}
