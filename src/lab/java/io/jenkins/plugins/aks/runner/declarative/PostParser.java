package io.jenkins.plugins.aks.runner.declarative;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code post { condition { steps } }}. */
final class PostParser {

    private final Problems problems;
    private final Code code;
    private final StepsCheck steps;

    PostParser(Problems problems, Code code, StepsCheck steps) {
        this.problems = problems;
        this.code = code;
        this.steps = steps;
    }

    Post parse(MethodCallExpression section) {
        Optional<ClosureExpression> block = Ast.block(section);
        if (block.isEmpty()) {
            problems.at(section, "Expected a block for post");
            return Post.NONE;
        }
        List<Statement> statements = Ast.statements(block.get());
        if (statements.isEmpty()) {
            problems.at(section, "post can not be empty");
        }
        Map<PostCondition, Integer> blocks = new EnumMap<>(PostCondition.class);
        statements.forEach(statement -> condition(section, statement, blocks));
        return new Post(blocks);
    }

    private void condition(MethodCallExpression section, Statement statement, Map<PostCondition, Integer> blocks) {
        Optional<MethodCallExpression> call = Ast.call(statement);
        Optional<ClosureExpression> body = call.flatMap(Ast::block);
        if (call.isEmpty() || body.isEmpty()) {
            problems.at(
                    statement,
                    "The ‘post’ section can only contain build condition names with code blocks."
                            + " Valid condition names are " + PostCondition.symbols());
            return;
        }
        String name = Ast.name(call.get());
        Optional<PostCondition> condition = PostCondition.of(name);
        if (condition.isEmpty()) {
            problems.at(
                    statement,
                    "Invalid condition \"%s\" - valid conditions are %s".formatted(name, PostCondition.symbols()));
            return;
        }
        steps.block(body.get());
        if (blocks.put(condition.get(), code.block(body.get())) != null) {
            problems.at(section, "Duplicate build condition name: \"%s\"".formatted(name));
        }
    }
}
