package io.jenkins.plugins.aks.runner.declarative;

import io.jenkins.plugins.aks.runner.model.Catalog;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Checks {@code pipeline { … }} before anything runs and replaces it by one call that is given its Groovy pieces, so
 * that each of them is compiled as plain code of the script and sees the script's functions and variables.
 */
public final class DeclarativeCustomizer extends CompilationCustomizer {

    /** The method of the script that runs the model; its arguments are the pieces. */
    public static final String RUN_METHOD = "runDeclarativePipeline";

    private final Catalog catalog;
    private Pipeline pipeline;

    public DeclarativeCustomizer(Catalog catalog) {
        super(CompilePhase.CONVERSION);
        this.catalog = catalog;
    }

    /** The model, after compilation; empty for a Scripted Pipeline. */
    public Optional<Pipeline> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (!type.isScript()) {
            return;
        }
        Problems problems = new Problems(source);
        List<Statement> statements = source.getAST().getStatementBlock().getStatements();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            Optional<MethodCallExpression> call =
                    Ast.call(statement).filter(c -> Ast.name(c).equals("pipeline"));
            if (call.isPresent()) {
                statements.set(i, replace(call.get(), problems));
            } else {
                nested(statement, problems);
            }
        }
    }

    private Statement replace(MethodCallExpression call, Problems problems) {
        Code code = new Code();
        pipeline = new PipelineParser(new Sections(catalog, problems, code)).parse(call);
        MethodCallExpression run = new MethodCallExpression(
                VariableExpression.THIS_EXPRESSION, RUN_METHOD, new ArgumentListExpression(code.pieces()));
        run.setSourcePosition(call);
        ExpressionStatement statement = new ExpressionStatement(run);
        statement.setSourcePosition(call);
        return statement;
    }

    private static void nested(Statement statement, Problems problems) {
        Optional<MethodCallExpression> call = Ast.call(statement);
        if (call.filter(c -> Ast.name(c).equals("pipeline")).isPresent()) {
            problems.at(statement, "pipeline block must be at the top-level, not within another block.");
        }
        Optional<ClosureExpression> block = call.flatMap(Ast::block);
        block.ifPresent(b -> Ast.statements(b).forEach(s -> nested(s, problems)));
    }
}
