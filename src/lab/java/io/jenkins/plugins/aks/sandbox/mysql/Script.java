package io.jenkins.plugins.aks.sandbox.mysql;

import java.util.ArrayList;
import java.util.List;

/** Cuts what a client gets into statements: at semicolons, {@code \g} and {@code \G} outside of quotes and comments. */
final class Script {
    private Script() {}

    static List<Statement> statements(String input) {
        List<Statement> statements = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < input.length(); at++) {
            char c = input.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                at = closing(input, at);
            } else if (c == '#' || input.startsWith("-- ", at)) {
                int end = input.indexOf('\n', at);
                at = end < 0 ? input.length() : end;
            } else if (input.startsWith("/*", at)) {
                int end = input.indexOf("*/", at + 2);
                at = end < 0 ? input.length() : end + 1;
            } else if (c == ';' || c == '\\' && input.regionMatches(true, at, "\\g", 0, 2)) {
                add(statements, input, from, at, input.startsWith("\\G", at));
                at += c == ';' ? 0 : 1;
                from = at + 1;
            }
        }
        add(statements, input, from, input.length(), false);
        return statements;
    }

    private static int closing(String input, int from) {
        char quote = input.charAt(from);
        for (int at = from + 1; at < input.length(); at++) {
            if (input.charAt(at) == '\\' && quote != '`') {
                at++;
            } else if (input.charAt(at) == quote) {
                return at;
            }
        }
        return input.length();
    }

    private static void add(List<Statement> statements, String input, int from, int to, boolean vertical) {
        String text = input.substring(Math.min(from, to), to);
        String stripped = text.strip();
        if (!stripped.isEmpty()) {
            int begins = from + text.indexOf(stripped);
            int line = 1
                    + (int) input.substring(0, begins)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            statements.add(new Statement(stripped, line, vertical));
        }
    }
}
