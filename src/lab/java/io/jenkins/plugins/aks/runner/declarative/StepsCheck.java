package io.jenkins.plugins.aks.runner.declarative;

import io.jenkins.plugins.aks.runner.model.Catalog;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** What may stand in {@code steps}: calls of steps, whose blocks hold calls of steps; Groovy only in {@code script}. */
final class StepsCheck {

    private final Catalog catalog;
    private final Problems problems;
    private final ArgumentCheck arguments;

    StepsCheck(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
        this.arguments = new ArgumentCheck(problems);
    }

    void block(ClosureExpression block) {
        List<Statement> statements = Ast.statements(block);
        if (statements.isEmpty()) {
            problems.at(block, "No steps specified for branch");
        }
        statements.forEach(this::statement);
    }

    private void statement(Statement statement) {
        Optional<MethodCallExpression> call = Ast.call(statement);
        if (call.isPresent()) {
            step(call.get());
        } else if (Ast.expression(statement)
                .filter(MethodCallExpression.class::isInstance)
                .isPresent()) {
            problems.at(statement, "Method calls on objects not allowed outside \"script\" blocks.");
        } else {
            problems.at(statement, "Expected a step");
        }
    }

    private void step(MethodCallExpression call) {
        String name = Ast.name(call);
        Optional<ClosureExpression> block = Ast.block(call);
        if (name.equals("script")) {
            if (block.isEmpty()) {
                problems.at(call, "script step without a block");
            }
        } else if (name.equals("parallel")) {
            branches(call);
        } else {
            // A name that no step has may be a function of the script: Jenkins too finds out when it gets there.
            catalog.signature(name).ifPresent(signature -> arguments(call, signature, block.isPresent()));
            block.ifPresent(this::nested);
        }
    }

    private void arguments(MethodCallExpression call, Signature signature, boolean block) {
        if (signature.takesBlock() && !block) {
            problems.at(call, "Expected a block with the \"%s\" step".formatted(signature.name()));
        }
        arguments.check(call, signature);
    }

    private void nested(ClosureExpression block) {
        Ast.statements(block).forEach(this::statement);
    }

    private void branches(MethodCallExpression call) {
        for (Expression value : Ast.values(call)) {
            if (!(value instanceof MapExpression map)) {
                problems.at(value, "Expected closure or failFast");
                continue;
            }
            map.getMapEntryExpressions().forEach(this::branch);
        }
    }

    private void branch(MapEntryExpression entry) {
        String name = Ast.string(entry.getKeyExpression()).orElse("");
        if (entry.getValueExpression() instanceof ClosureExpression block) {
            block(block);
        } else if (!name.equals("failFast")) {
            problems.at(entry.getValueExpression(), "Expected closure or failFast");
        }
    }
}
