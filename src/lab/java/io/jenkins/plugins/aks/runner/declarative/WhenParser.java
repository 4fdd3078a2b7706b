package io.jenkins.plugins.aks.runner.declarative;

import io.jenkins.plugins.aks.runner.model.Parameter;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code when { … }}. */
final class WhenParser {

    private static final Map<String, Signature> LEAVES = Map.of(
            "branch", leaf("branch", new Parameter("pattern", String.class, true)),
            "environment",
                    leaf(
                            "environment",
                            new Parameter("name", String.class, true),
                            new Parameter("value", String.class, true)),
            "equals",
                    leaf(
                            "equals",
                            new Parameter("expected", Object.class, true),
                            new Parameter("actual", Object.class, true)));
    private static final Set<String> NESTED = Set.of("allOf", "anyOf", "not");
    private static final Set<String> SWITCHES = Set.of("beforeAgent", "beforeInput", "beforeOptions");

    private final Problems problems;
    private final Code code;
    private final ArgumentCheck arguments;

    WhenParser(Problems problems, Code code) {
        this.problems = problems;
        this.code = code;
        this.arguments = new ArgumentCheck(problems);
    }

    private static Signature leaf(String name, Parameter... parameters) {
        return new Signature(name, List.of(parameters), false);
    }

    When parse(MethodCallExpression section) {
        Optional<ClosureExpression> block = Ast.block(section);
        if (block.isEmpty()) {
            problems.at(section, "Expected a block for when");
            return When.ALWAYS;
        }
        List<When> conditions = conditions(block.get());
        if (conditions.isEmpty()) {
            problems.at(section, "Empty when closure, remove the property or add some content.");
        }
        return new When("allOf", -1, conditions);
    }

    private List<When> conditions(ClosureExpression block) {
        List<When> found = new ArrayList<>();
        for (Statement statement : Ast.statements(block)) {
            Optional<MethodCallExpression> call = Ast.call(statement);
            if (call.isEmpty()) {
                problems.at(statement, "Expected a when condition");
            } else if (!SWITCHES.contains(Ast.name(call.get()))) {
                condition(call.get()).ifPresent(found::add);
            } else if (Ast.values(call.get()).size() != 1) {
                problems.at(statement, "Expected a boolean with " + Ast.name(call.get()));
            }
        }
        return found;
    }

    private Optional<When> condition(MethodCallExpression call) {
        String name = Ast.name(call);
        Optional<ClosureExpression> block = Ast.block(call);
        if (name.equals("expression")) {
            if (block.isEmpty()) {
                problems.at(call, "Expected a block for expression");
                return Optional.empty();
            }
            return Optional.of(new When(name, code.block(block.get()), List.of()));
        }
        if (NESTED.contains(name)) {
            return nested(call, name, block);
        }
        Signature signature = LEAVES.get(name);
        if (signature == null) {
            Set<String> valid = new TreeSet<>(LEAVES.keySet());
            valid.addAll(NESTED);
            valid.add("expression");
            problems.at(
                    call,
                    "Unknown conditional %s. Valid conditionals are: %s".formatted(name, String.join(", ", valid)));
            return Optional.empty();
        }
        if (block.isPresent()) {
            problems.at(call, "No children when conditions are allowed for when condition \"%s\".".formatted(name));
        } else {
            arguments.check(call, signature);
        }
        return Optional.of(new When(name, code.list(Ast.values(call)), List.of()));
    }

    private Optional<When> nested(MethodCallExpression call, String name, Optional<ClosureExpression> block) {
        List<When> children = block.map(this::conditions).orElse(List.of());
        if (!Ast.values(call).isEmpty()) {
            problems.at(
                    call, "No additional arguments are allowed for children when condition \"%s\".".formatted(name));
        } else if (children.isEmpty()) {
            problems.at(call, "Nested when condition \"%s\" requires at least one child condition.".formatted(name));
        } else if (name.equals("not") && children.size() != 1) {
            problems.at(call, "Nested when condition \"not\" requires exactly 1 child condition(s).");
        }
        return Optional.of(new When(name, -1, children));
    }
}
