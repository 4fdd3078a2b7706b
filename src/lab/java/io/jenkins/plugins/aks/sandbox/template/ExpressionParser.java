package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the expressions of the template language: {@code [function('text', 3).property[0]]}. */
final class ExpressionParser {
    private final String text;
    private final int end;
    private int at = 1;

    private ExpressionParser(String text) {
        this.text = text;
        this.end = text.length() - 1;
    }

    /** A string in brackets is an expression; {@code [[} stands for a bracket that is meant. */
    static boolean isExpression(String text) {
        return text.length() > 1 && text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
    }

    static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression expression = parser.expression();
        parser.skip();
        if (parser.at != parser.end) {
            throw parser.bad("expected the end of the expression");
        }
        return expression;
    }

    private Expression expression() {
        Expression result = primary();
        for (skip(); at < end && (peek() == '.' || peek() == '['); skip()) {
            if (text.charAt(at++) == '.') {
                result = new Expression.Member(result, new Expression.Literal(TextNode.valueOf(name())));
            } else {
                Expression key = expression();
                expect(']');
                result = new Expression.Member(result, key);
            }
        }
        return result;
    }

    private Expression primary() {
        skip();
        if (at >= end) {
            throw bad("the expression ends too early");
        }
        char c = peek();
        if (c == '\'') {
            return new Expression.Literal(TextNode.valueOf(string()));
        }
        if (c == '-' || c == '+' || Character.isDigit(c)) {
            return new Expression.Literal(LongNode.valueOf(number()));
        }
        String name = name();
        skip();
        while (at < end && peek() == '.') {
            at++;
            name = name + "." + name();
            skip();
        }
        expect('(');
        return new Expression.Call(name, arguments());
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        skip();
        if (at < end && peek() == ')') {
            at++;
            return arguments;
        }
        arguments.add(expression());
        for (skip(); at < end && peek() == ','; skip()) {
            at++;
            arguments.add(expression());
        }
        expect(')');
        return arguments;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; at < end; at++) {
            if (peek() != '\'') {
                value.append(peek());
            } else if (at + 1 < end && text.charAt(at + 1) == '\'') {
                value.append('\'');
                at++;
            } else {
                at++;
                return value.toString();
            }
        }
        throw bad("the string literal is not closed");
    }

    private long number() {
        int start = at++;
        while (at < end && Character.isDigit(peek())) {
            at++;
        }
        try {
            return Long.parseLong(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw bad("'" + text.substring(start, at) + "' is no integer");
        }
    }

    private String name() {
        skip();
        int start = at;
        while (at < end && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '$')) {
            at++;
        }
        if (start == at) {
            throw bad("expected a name");
        }
        return text.substring(start, at);
    }

    private void expect(char c) {
        skip();
        if (at >= end || peek() != c) {
            throw bad("expected '" + c + "'");
        }
        at++;
    }

    private char peek() {
        return text.charAt(at);
    }

    private void skip() {
        while (at < end && Character.isWhitespace(peek())) {
            at++;
        }
    }

    private TemplateException bad(String why) {
        return new TemplateException("Unable to parse language expression '" + text.substring(1, end) + "': " + why
                + " at position '" + at + "'.");
    }
}
