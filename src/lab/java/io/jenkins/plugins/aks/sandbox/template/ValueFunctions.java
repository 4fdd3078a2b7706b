package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;

/** The functions for numbers, truth and comparison. */
final class ValueFunctions {
    private ValueFunctions() {}

    static void add(Functions functions) {
        addNumbers(functions);
        functions.add("true", 0, 0, a -> BooleanNode.TRUE);
        functions.add("false", 0, 0, a -> BooleanNode.FALSE);
        functions.add("null", 0, 0, a -> NullNode.instance);
        functions.add("bool", 1, 1, ValueFunctions::bool);
        functions.add("not", 1, 1, a -> BooleanNode.valueOf(!a.bool(0)));
        functions.add("xor", 2, 2, a -> BooleanNode.valueOf(a.bool(0) ^ a.bool(1)));
        functions.add("equals", 2, 2, a -> BooleanNode.valueOf(Values.same(a.any(0), a.any(1))));
        functions.add("greater", 2, 2, a -> compare(a, c -> c > 0));
        functions.add("greaterOrEquals", 2, 2, a -> compare(a, c -> c >= 0));
        functions.add("less", 2, 2, a -> compare(a, c -> c < 0));
        functions.add("lessOrEquals", 2, 2, a -> compare(a, c -> c <= 0));
    }

    private static void addNumbers(Functions functions) {
        functions.add("add", 2, 2, a -> LongNode.valueOf(a.number(0) + a.number(1)));
        functions.add("sub", 2, 2, a -> LongNode.valueOf(a.number(0) - a.number(1)));
        functions.add("mul", 2, 2, a -> LongNode.valueOf(a.number(0) * a.number(1)));
        functions.add("div", 2, 2, a -> divided(a, (x, y) -> x / y));
        functions.add("mod", 2, 2, a -> divided(a, (x, y) -> x % y));
        functions.add("int", 1, 1, ValueFunctions::whole);
        functions.add("float", 1, 1, ValueFunctions::fraction);
        functions.add("min", 1, Functions.ANY, a -> extreme(a, Math::min));
        functions.add("max", 1, Functions.ANY, a -> extreme(a, Math::max));
    }

    private static JsonNode divided(Arguments arguments, LongBinaryOperator operator) {
        if (arguments.number(1) == 0) {
            throw arguments.invalid("The second operand must not be zero.");
        }
        return LongNode.valueOf(operator.applyAsLong(arguments.number(0), arguments.number(1)));
    }

    private static JsonNode whole(Arguments arguments) {
        JsonNode value = arguments.any(0);
        try {
            return value.isTextual()
                    ? LongNode.valueOf(Long.parseLong(value.textValue().strip()))
                    : LongNode.valueOf(arguments.number(0));
        } catch (NumberFormatException e) {
            throw arguments.invalid("The provided value '" + value.textValue() + "' cannot be converted to integer.");
        }
    }

    private static JsonNode fraction(Arguments arguments) {
        try {
            return DoubleNode.valueOf(Double.parseDouble(Values.text(arguments.any(0))));
        } catch (NumberFormatException e) {
            throw arguments.invalid("The provided value cannot be converted to float.");
        }
    }

    private static JsonNode extreme(Arguments arguments, LongBinaryOperator operator) {
        Arguments numbers = arguments;
        if (arguments.size() == 1 && arguments.any(0) instanceof ArrayNode array && !array.isEmpty()) {
            numbers = new Arguments(arguments.function(), List.copyOf(list(array)), arguments.locals());
        }
        long result = numbers.number(0);
        for (int i = 1; i < numbers.size(); i++) {
            result = operator.applyAsLong(result, numbers.number(i));
        }
        return LongNode.valueOf(result);
    }

    private static List<JsonNode> list(ArrayNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private static JsonNode bool(Arguments arguments) {
        JsonNode value = arguments.any(0);
        if (value.isIntegralNumber()) {
            return BooleanNode.valueOf(value.longValue() != 0);
        }
        String text = value.isTextual() ? value.textValue() : "";
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
        }
        return BooleanNode.valueOf(arguments.bool(0));
    }

    private static JsonNode compare(Arguments arguments, IntPredicate wanted) {
        int comparison = arguments.any(0).isTextual()
                ? arguments.text(0).compareTo(arguments.text(1))
                : Long.compare(arguments.number(0), arguments.number(1));
        return BooleanNode.valueOf(wanted.test(comparison));
    }
}
