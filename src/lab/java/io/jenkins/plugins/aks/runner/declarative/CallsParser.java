package io.jenkins.plugins.aks.runner.declarative;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** The sections that are lists of definitions: {@code options}, {@code parameters}, {@code triggers}. */
final class CallsParser {

    private final Problems problems;
    private final Code code;

    CallsParser(Problems problems, Code code) {
        this.problems = problems;
        this.code = code;
    }

    /**
     * @param kind what Jenkins calls one of them: option, parameter, trigger
     * @param valid the names that are known
     * @param unique whether a name may come once only
     */
    List<MethodCallExpression> parse(
            MethodCallExpression section, String kind, Collection<String> valid, boolean unique) {
        Optional<ClosureExpression> block = Ast.block(section);
        if (block.isEmpty()) {
            problems.at(section, "Expected a block for " + Ast.name(section));
            return List.of();
        }
        List<Statement> statements = Ast.statements(block.get());
        if (statements.isEmpty()) {
            problems.at(section, Ast.name(section) + " can not be empty");
        }
        List<MethodCallExpression> calls = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Statement statement : statements) {
            Optional<MethodCallExpression> call = Ast.call(statement);
            if (call.isEmpty()) {
                problems.at(statement, "Expected " + (kind.equals("option") ? "an " : "a ") + title(kind));
            } else if (definition(call.get(), kind, valid)) {
                if (unique && !seen.add(Ast.name(call.get()))) {
                    problems.at(section, "Duplicate %s name: \"%s\"".formatted(kind, Ast.name(call.get())));
                }
                calls.add(call.get());
            }
        }
        return calls;
    }

    Call toCall(MethodCallExpression call) {
        return new Call(Ast.name(call), code.list(Ast.values(call)), call.getLineNumber());
    }

    private boolean definition(MethodCallExpression call, String kind, Collection<String> valid) {
        String name = Ast.name(call);
        if (!valid.contains(name)) {
            problems.at(call, "Invalid %s type \"%s\". Valid %s types: %s".formatted(kind, name, kind, valid));
            return false;
        }
        if (Ast.block(call).isPresent()) {
            problems.at(call, title(kind) + " definitions cannot have blocks");
            return false;
        }
        boolean named = Ast.values(call).stream().anyMatch(MapExpression.class::isInstance);
        if (named && Ast.values(call).size() > 1) {
            problems.at(call, "Cannot mix named and unnamed arguments");
            return false;
        }
        return true;
    }

    private static String title(String kind) {
        return kind.equals("parameter") ? "build parameter" : kind;
    }
}
