package io.jenkins.plugins.aks.runner.declarative;

import io.jenkins.plugins.aks.runner.model.Parameter;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;

/** Compares the arguments of a call with the step's parameters, in Jenkins' words. */
final class ArgumentCheck {

    private final Problems problems;

    ArgumentCheck(Problems problems) {
        this.problems = problems;
    }

    void check(MethodCallExpression call, Signature signature) {
        List<Expression> values = Ast.values(call);
        boolean named = values.stream().anyMatch(MapExpression.class::isInstance);
        if (named && values.size() > 1) {
            problems.at(call, "Cannot mix named and unnamed arguments");
        } else if (named) {
            named(call, signature, (MapExpression) values.get(0));
        } else if (values.isEmpty()) {
            missing(call, signature, Map.of());
        } else if (values.size() == 1) {
            single(call, signature, values.get(0));
        } else {
            positional(call, signature, values);
        }
    }

    private void named(MethodCallExpression call, Signature signature, MapExpression map) {
        Map<String, Expression> given = new LinkedHashMap<>();
        int before = problems.count();
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            String name = Ast.string(entry.getKeyExpression()).orElse("");
            given.put(name, entry.getValueExpression());
            Parameter parameter = signature.parameter(name).orElse(null);
            if (parameter == null) {
                problems.at(
                        entry.getKeyExpression(),
                        "Invalid parameter \"%s\", did you mean \"%s\"?".formatted(name, signature.nearest(name)));
            } else {
                type(entry.getValueExpression(), parameter, true);
            }
        }
        if (problems.count() == before) {
            missing(call, signature, given);
        }
    }

    private void missing(ASTNode call, Signature signature, Map<String, Expression> given) {
        for (Parameter parameter : signature.required()) {
            if (!given.containsKey(parameter.name())) {
                problems.at(call, "Missing required parameter: \"%s\"".formatted(parameter.name()));
            }
        }
    }

    private void single(MethodCallExpression call, Signature signature, Expression value) {
        if (signature.sole().isEmpty()) {
            problems.at(call, "Step does not take a single required parameter - use named parameters instead");
        } else {
            type(value, signature.sole().get(), false);
        }
    }

    private void positional(MethodCallExpression call, Signature signature, List<Expression> values) {
        List<Parameter> required = signature.required();
        if (required.size() != values.size()) {
            problems.at(
                    call,
                    "\"%s\" should have %d arguments but has %d arguments instead."
                            .formatted(signature.name(), required.size(), values.size()));
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            type(values.get(i), required.get(i), false);
        }
    }

    private void type(Expression value, Parameter parameter, boolean named) {
        Object literal = Ast.literal(value).orElse(null);
        if (literal == null || fits(literal, parameter.erased())) {
            return;
        }
        String name = named ? " for parameter \"" + parameter.name() + "\"" : "";
        problems.at(
                value,
                "Expecting \"%s\"%s but got \"%s\" of type %s instead"
                        .formatted(parameter.erased(), name, literal, literal.getClass()));
    }

    /** Groovy's cast, less the conversions among text, numbers and truth that Jenkins does not make at run time. */
    private static boolean fits(Object literal, Class<?> type) {
        if (type == String.class && !(literal instanceof String)) {
            return false;
        }
        boolean numeric = type == int.class || type == long.class || Number.class.isAssignableFrom(type);
        if (numeric && !(literal instanceof Number)) {
            return false;
        }
        try {
            ScriptBytecodeAdapter.castToType(literal, type);
            return true;
        } catch (Throwable notConvertible) {
            return false;
        }
    }
}
