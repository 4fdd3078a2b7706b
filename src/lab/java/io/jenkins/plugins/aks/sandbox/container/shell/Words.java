package io.jenkins.plugins.aks.sandbox.container.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands words: quotes, variables, command substitution, and splitting at spaces outside quotes. */
final class Words {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[?#$0-9@*]");
    private static final Pattern BRACED = Pattern.compile("(" + NAME + ")(?:(:?[-+])(.*))?", Pattern.DOTALL);

    private final UnaryOperator<String> variables;
    private final UnaryOperator<String> commands;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean started;

    /**
     * @param variables the value of a name; null where it is not set
     * @param commands the output of a script
     */
    private Words(UnaryOperator<String> variables, UnaryOperator<String> commands) {
        this.variables = variables;
        this.commands = commands;
    }

    static List<String> expand(List<String> words, UnaryOperator<String> variables, UnaryOperator<String> commands) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            Words expansion = new Words(variables, commands);
            expansion.run(word, true);
            expansion.end();
            all.addAll(expansion.fields);
        }
        return all;
    }

    /** Without splitting, as in assignments. */
    static String whole(String word, UnaryOperator<String> variables, UnaryOperator<String> commands) {
        Words expansion = new Words(variables, commands);
        expansion.run(word, false);
        return expansion.field.toString();
    }

    private void run(String text, boolean split) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                int end = text.indexOf('\'', at + 1);
                literal(text.substring(at + 1, end));
                at = end + 1;
            } else if (c == '"') {
                at = quoted(text, at + 1);
            } else if (c == '\\' && at + 1 < text.length()) {
                literal(text.substring(at + 1, at + 2));
                at += 2;
            } else if (c == '$') {
                at = value(text, at, split);
            } else {
                literal(String.valueOf(c));
                at++;
            }
        }
    }

    private int quoted(String text, int from) {
        started = true;
        int at = from;
        while (text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0) {
                field.append(text.charAt(at + 1));
                at += 2;
            } else if (c == '$') {
                at = value(text, at, false);
            } else {
                field.append(c);
                at++;
            }
        }
        return at + 1;
    }

    /** Expands what begins with the dollar at {@code at} and returns where it ends. */
    private int value(String text, int at, boolean split) {
        if (text.startsWith("$((", at)) {
            int end = Brackets.end(text, at + 1, '(', ')');
            String inside = whole(text.substring(at + 3, end - 1), variables, commands);
            add(Long.toString(Arithmetic.of(inside, variables)), split);
            return end + 1;
        }
        if (text.startsWith("$(", at)) {
            int end = Brackets.end(text, at + 1, '(', ')');
            add(commands.apply(text.substring(at + 2, end)).replaceAll("\n+$", ""), split);
            return end + 1;
        }
        if (text.startsWith("${", at)) {
            int end = Brackets.end(text, at + 1, '{', '}');
            add(braced(text.substring(at + 2, end)), split);
            return end + 1;
        }
        Matcher name = NAME.matcher(text).region(at + 1, text.length());
        if (!name.lookingAt()) {
            literal("$");
            return at + 1;
        }
        String value = variables.apply(name.group());
        add(value == null ? "" : value, split);
        return name.end();
    }

    private String braced(String inside) {
        Matcher parts = BRACED.matcher(inside);
        if (!parts.matches()) {
            throw new Unsupported("the expansion ${" + inside + "}");
        }
        String value = variables.apply(parts.group(1));
        String operator = parts.group(2) == null ? "" : parts.group(2);
        boolean set = value != null && !(operator.startsWith(":") && value.isEmpty());
        String other = parts.group(3) == null ? "" : whole(parts.group(3), variables, commands);
        if (operator.endsWith("+")) {
            return set ? other : "";
        }
        return set ? value : other;
    }

    private void add(String value, boolean split) {
        if (!split) {
            started |= !value.isEmpty();
            field.append(value);
            return;
        }
        for (int at = 0; at < value.length(); at++) {
            if (Character.isWhitespace(value.charAt(at))) {
                end();
            } else {
                literal(String.valueOf(value.charAt(at)));
            }
        }
    }

    private void literal(String text) {
        started = true;
        field.append(text);
    }

    private void end() {
        if (started) {
            fields.add(field.toString());
        }
        field.setLength(0);
        started = false;
    }
}
