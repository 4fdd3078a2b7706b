package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Evaluates the expressions of one template for one deployment. Variables and defaults are evaluated when needed. */
public final class Evaluator {
    private final Functions functions = new Functions();
    private final Lambdas lambdas = new Lambdas(this);
    private final Map<String, JsonNode> variables = new HashMap<>();
    private final Map<String, JsonNode> parameters = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final UserFunctions userFunctions;
    private final Template template;
    private final ObjectNode given;

    /** @param given the values of parameters, by name */
    public Evaluator(Template template, Place place, Runtime runtime, ObjectNode given) {
        this.template = template;
        this.userFunctions = new UserFunctions(template, this);
        this.given = given;
        PlaceFunctions.add(functions, place);
        functions.add("parameters", 1, 1, this::parameter);
        functions.add("variables", 1, 1, a -> variable(a.text(0)));
        functions.add(
                "reference",
                1,
                3,
                a -> runtime.reference(a.text(0), a.text(1, ""), a.text(2, "").equalsIgnoreCase("full")));
    }

    /** The value with all expressions in it evaluated. */
    JsonNode evaluate(JsonNode value, Locals locals) {
        if (value.isTextual()) {
            return text(value.textValue(), locals);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode result = Json.array();
            array.forEach(each -> result.add(evaluate(each, locals)));
            return result;
        }
        return value instanceof ObjectNode object ? object(object, locals) : value;
    }

    private JsonNode text(String text, Locals locals) {
        if (!ExpressionParser.isExpression(text)) {
            return TextNode.valueOf(text.startsWith("[[") ? text.substring(1) : text);
        }
        try {
            return evaluate(ExpressionParser.parse(text), locals);
        } catch (NotYet e) {
            return TextNode.valueOf(text);
        }
    }

    private ObjectNode object(ObjectNode object, Locals locals) {
        ObjectNode result = Json.object();
        boolean loops = isCopy(object.get("copy"));
        object.properties().forEach(entry -> {
            if (!loops || !entry.getKey().equals("copy")) {
                JsonNode name = evaluate(TextNode.valueOf(entry.getKey()), locals);
                result.set(name.asText(), evaluate(entry.getValue(), locals));
            }
        });
        if (loops) {
            object.get("copy").forEach(loop -> result.set(loop.path("name").asText(), copies(loop, locals)));
        }
        return result;
    }

    private static boolean isCopy(JsonNode copy) {
        if (copy == null || !copy.isArray() || copy.isEmpty()) {
            return false;
        }
        for (JsonNode loop : copy) {
            if (!loop.has("name") || !loop.has("count") || !loop.has("input")) {
                return false;
            }
        }
        return true;
    }

    /** The elements that a loop over {@code input} makes. */
    ArrayNode copies(JsonNode loop, Locals locals) {
        ArrayNode result = Json.array();
        int count = CopyLoop.count(evaluate(loop.path("count"), locals));
        for (int i = 0; i < count; i++) {
            Locals inner = locals.withCopy(loop.path("name").asText(), i);
            result.add(evaluate(loop.path("input"), loop.has("name") ? inner : locals.withCopy("", i)));
        }
        return result;
    }

    JsonNode evaluate(Expression expression, Locals locals) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Member member) {
            return member(evaluate(member.of(), locals), evaluate(member.key(), locals));
        }
        return call((Expression.Call) expression, locals);
    }

    private JsonNode call(Expression.Call call, Locals locals) {
        List<Expression> arguments = call.arguments();
        switch (call.name().toLowerCase(Locale.ROOT)) {
            case "if":
                Functions.checkCount("if", arguments.size(), 3, 3);
                return evaluate(arguments.get(truth(call, 0, locals) ? 1 : 2), locals);
            case "and":
                return BooleanNode.valueOf(all(call, locals, true));
            case "or":
                return BooleanNode.valueOf(!all(call, locals, false));
            case "coalesce":
                return coalesce(call, locals);
            default:
                break;
        }
        if (Lambdas.has(call.name())) {
            return lambdas.call(call, locals);
        }
        List<JsonNode> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(evaluate(argument, locals)));
        Arguments given = new Arguments(call.name(), values, locals);
        return userFunctions.call(given).orElseGet(() -> functions.call(given));
    }

    private boolean truth(Expression.Call call, int index, Locals locals) {
        return new Arguments(call.name(), List.of(evaluate(call.arguments().get(index), locals)), locals).bool(0);
    }

    private boolean all(Expression.Call call, Locals locals, boolean wanted) {
        Functions.checkCount(call.name(), call.arguments().size(), 2, Functions.ANY);
        for (int i = 0; i < call.arguments().size(); i++) {
            if (truth(call, i, locals) != wanted) {
                return false;
            }
        }
        return true;
    }

    private JsonNode coalesce(Expression.Call call, Locals locals) {
        for (Expression argument : call.arguments()) {
            JsonNode value = evaluate(argument, locals);
            if (!Values.isNull(value)) {
                return value;
            }
        }
        return NullNode.instance;
    }

    private static JsonNode member(JsonNode of, JsonNode key) {
        if (key.isIntegralNumber()) {
            JsonNode element = of.get(key.intValue());
            if (element == null) {
                throw new TemplateException("The language expression property array index '" + key.asText()
                        + "' is out of bounds. Please see https://aka.ms/arm-function-array for usage details.");
            }
            return element;
        }
        JsonNode value = Values.member(of, key.asText());
        if (value == null) {
            List<String> names = new ArrayList<>();
            of.fieldNames().forEachRemaining(names::add);
            String available = of.isObject()
                    ? "available properties are '" + String.join(", ", names) + "'"
                    : "the value is of type '" + Values.typeOf(of) + "'";
            throw new TemplateException("The language expression property '" + key.asText() + "' doesn't exist, "
                    + available + ". Please see https://aka.ms/arm-functions for usage details.");
        }
        return value;
    }

    private JsonNode parameter(Arguments call) {
        if (call.locals().arguments().isEmpty()) {
            return parameter(call.text(0));
        }
        JsonNode argument = call.locals().arguments().get().get(call.text(0));
        if (argument == null) {
            throw notFound(call.text(0));
        }
        return argument;
    }

    private static TemplateException notFound(String parameter) {
        return new TemplateException("The template parameter '" + parameter
                + "' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.");
    }

    /** A parameter's value: what was given, else its default. */
    JsonNode parameter(String name) {
        JsonNode value = Values.member(given, name);
        if (value != null) {
            return value;
        }
        JsonNode declared = Values.member(template.parameters(), name);
        if (declared == null) {
            throw notFound(name);
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (!parameters.containsKey(key)) {
            parameters.put(
                    key, once("parameters." + key, () -> evaluate(declared.path("defaultValue"), Locals.DEFAULTS)));
        }
        return parameters.get(key);
    }

    private JsonNode variable(String name) {
        JsonNode declared = template.variable(name);
        if (declared == null) {
            throw new TemplateException("The template variable '" + name
                    + "' is not found. Please see https://aka.ms/arm-syntax-variables for usage details.");
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (!variables.containsKey(key)) {
            boolean loop = template.isVariableLoop(name);
            variables.put(
                    key,
                    once(
                            "variables." + key,
                            () -> loop ? copies(declared, Locals.NONE) : evaluate(declared, Locals.NONE)));
        }
        return variables.get(key);
    }

    private JsonNode once(String what, java.util.function.Supplier<JsonNode> value) {
        if (!open.add(what)) {
            throw new TemplateException("Circular dependency detected on '" + what + "'.");
        }
        try {
            return value.get();
        } finally {
            open.remove(what);
        }
    }
}
