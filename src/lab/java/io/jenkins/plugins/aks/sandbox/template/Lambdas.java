package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The functions that take a lambda: {@code map(array, lambda('x', …))} and its like. */
final class Lambdas {
    private static final Set<String> NAMES = Set.of("map", "filter", "reduce", "toobject", "sort");

    private final Evaluator evaluator;

    Lambdas(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    static boolean has(String function) {
        return NAMES.contains(function.toLowerCase(java.util.Locale.ROOT));
    }

    JsonNode call(Expression.Call call, Locals locals) {
        Functions.checkCount(call.name(), call.arguments().size(), 2, 3);
        Arguments first = new Arguments(
                call.name(), List.of(evaluator.evaluate(call.arguments().get(0), locals)), locals);
        ArrayNode array = first.array(0);
        return switch (call.name().toLowerCase(java.util.Locale.ROOT)) {
            case "map" -> map(array, call, locals);
            case "filter" -> filter(array, call, locals);
            case "reduce" -> reduce(array, call, locals);
            case "toobject" -> toObject(array, call, locals);
            default -> sort(array, call, locals);
        };
    }

    private JsonNode map(ArrayNode array, Expression.Call call, Locals locals) {
        ArrayNode result = Json.array();
        for (int i = 0; i < array.size(); i++) {
            result.add(apply(call, 1, locals, array.get(i), LongNode.valueOf(i)));
        }
        return result;
    }

    private JsonNode filter(ArrayNode array, Expression.Call call, Locals locals) {
        ArrayNode result = Json.array();
        for (int i = 0; i < array.size(); i++) {
            if (truth(call, apply(call, 1, locals, array.get(i), LongNode.valueOf(i)))) {
                result.add(array.get(i));
            }
        }
        return result;
    }

    private JsonNode reduce(ArrayNode array, Expression.Call call, Locals locals) {
        Functions.checkCount(call.name(), call.arguments().size(), 3, 3);
        JsonNode result = evaluator.evaluate(call.arguments().get(1), locals);
        for (int i = 0; i < array.size(); i++) {
            result = apply(call, 2, locals, result, array.get(i), LongNode.valueOf(i));
        }
        return result;
    }

    private JsonNode toObject(ArrayNode array, Expression.Call call, Locals locals) {
        ObjectNode result = Json.object();
        for (JsonNode each : array) {
            String key = Values.text(apply(call, 1, locals, each));
            result.set(key, call.arguments().size() > 2 ? apply(call, 2, locals, each) : each);
        }
        return result;
    }

    private JsonNode sort(ArrayNode array, Expression.Call call, Locals locals) {
        List<JsonNode> sorted = new ArrayList<>();
        array.forEach(sorted::add);
        sorted.sort((a, b) ->
                truth(call, apply(call, 1, locals, a, b)) ? -1 : truth(call, apply(call, 1, locals, b, a)) ? 1 : 0);
        return Json.array().addAll(sorted);
    }

    private JsonNode apply(Expression.Call call, int index, Locals locals, JsonNode... values) {
        if (!(call.arguments().get(index) instanceof Expression.Call lambda) || !lambda.is("lambda")) {
            throw new TemplateException("The template language function '" + call.name()
                    + "' expects a lambda expression as its argument '" + (index + 1) + "'.");
        }
        Locals inner = locals;
        int names = lambda.arguments().size() - 1;
        for (int i = 0; i < names && i < values.length; i++) {
            String name = evaluator.evaluate(lambda.arguments().get(i), locals).asText();
            inner = inner.withLambda(name, values[i]);
        }
        return evaluator.evaluate(lambda.arguments().get(names), inner);
    }

    private static boolean truth(Expression.Call call, JsonNode value) {
        return new Arguments(call.name(), List.of(value), Locals.NONE).bool(0);
    }
}
