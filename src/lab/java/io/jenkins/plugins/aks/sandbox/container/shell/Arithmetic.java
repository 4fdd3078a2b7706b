package io.jenkins.plugins.aks.sandbox.container.shell;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $((…))}: whole numbers, variables, brackets, and the operators that scripts use to count and compare. */
final class Arithmetic {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+|[A-Za-z_][A-Za-z0-9_]*|<=|>=|==|!=|&&|\\|\\||[-+*/%()<>])");
    /** From those that bind least to those that bind most. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private final String text;
    private final UnaryOperator<String> variables;
    private int at;
    private String token = "";

    private Arithmetic(String text, UnaryOperator<String> variables) {
        this.text = text.strip();
        this.variables = variables;
    }

    /** @param variables the value of a name; null where it is not set */
    static long of(String text, UnaryOperator<String> variables) {
        Arithmetic arithmetic = new Arithmetic(text, variables);
        arithmetic.next();
        long value = arithmetic.level(0);
        if (!arithmetic.token.isEmpty()) {
            throw arithmetic.wrong();
        }
        return value;
    }

    private void next() {
        Matcher matcher = TOKEN.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            token = matcher.group(1);
            at = matcher.end();
        } else if (at < text.length()) {
            throw wrong();
        } else {
            token = "";
        }
    }

    private long level(int level) {
        if (level == LEVELS.size()) {
            return operand();
        }
        long value = level(level + 1);
        while (LEVELS.get(level).contains(token)) {
            String operator = token;
            next();
            value = apply(operator, value, level(level + 1));
        }
        return value;
    }

    private static long apply(String operator, long left, long right) {
        if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new Parser.SyntaxError("arithmetic: divide by zero");
        }
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%" -> left % right;
            case "<" -> left < right ? 1 : 0;
            case ">" -> left > right ? 1 : 0;
            case "<=" -> left <= right ? 1 : 0;
            case ">=" -> left >= right ? 1 : 0;
            case "==" -> left == right ? 1 : 0;
            case "!=" -> left != right ? 1 : 0;
            case "&&" -> left != 0 && right != 0 ? 1 : 0;
            default -> left != 0 || right != 0 ? 1 : 0;
        };
    }

    private long operand() {
        String operand = token;
        if (operand.isEmpty()) {
            throw wrong();
        }
        next();
        if (operand.equals("-")) {
            return -operand();
        }
        if (operand.equals("(")) {
            long value = level(0);
            if (!token.equals(")")) {
                throw wrong();
            }
            next();
            return value;
        }
        String value = operand.matches("[A-Za-z_].*") ? variables.apply(operand) : operand;
        if (value == null || value.isBlank()) {
            return 0;
        }
        if (!value.strip().matches("-?\\d{1,18}")) {
            throw wrong();
        }
        return Long.parseLong(value.strip());
    }

    private Parser.SyntaxError wrong() {
        return new Parser.SyntaxError("arithmetic: \"" + text + "\"");
    }
}
