package io.jenkins.plugins.aks.sandbox.container.shell;

/** Finds the end of {@code $(…)} and <code>${…}</code>, with quotes and nesting. */
final class Brackets {
    private Brackets() {}

    /** The place of the closing bracket for the opening one at {@code from}. */
    static int end(String text, int from, char open, char close) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '\'') {
                at = quoted(text, at);
            } else if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return at;
            }
        }
        throw new Parser.SyntaxError("unexpected end of file (expecting \"" + close + "\")");
    }

    private static int quoted(String text, int from) {
        int end = text.indexOf('\'', from + 1);
        return end < 0 ? text.length() : end;
    }
}
