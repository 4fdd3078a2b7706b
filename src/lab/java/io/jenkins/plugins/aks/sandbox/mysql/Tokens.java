package io.jenkins.plugins.aks.sandbox.mysql;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL into words, strings, quoted names and single characters; comments and spaces are spaces. */
final class Tokens {
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** What a token can be. */
    enum Kind {
        SPACE,
        WORD,
        STRING,
        NAME,
        SIGN
    }

    /**
     * @param text of a string its value, of a quoted name the name, else as written
     * @param from where it begins
     */
    record Token(Kind kind, String text, int from) {
        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
        }
    }

    private Tokens(String sql) {
        this.sql = sql;
    }

    static List<Token> of(String sql) {
        Tokens all = new Tokens(sql);
        while (all.at < sql.length()) {
            all.next();
        }
        return all.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        int from = at;
        if (Character.isWhitespace(c)) {
            while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
                at++;
            }
            add(Kind.SPACE, sql.substring(from, at), from);
        } else if (c == '#' || sql.startsWith("-- ", at) || sql.startsWith("--\n", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
            add(Kind.SPACE, " ", from);
        } else if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            at = end < 0 ? sql.length() : end + 2;
            add(Kind.SPACE, " ", from);
        } else if (c == '\'' || c == '"') {
            add(Kind.STRING, quoted(c), from);
        } else if (c == '`') {
            add(Kind.NAME, quoted(c), from);
        } else if (isWord(c)) {
            while (at < sql.length() && isWord(sql.charAt(at))) {
                at++;
            }
            add(Kind.WORD, sql.substring(from, at), from);
        } else {
            at++;
            add(Kind.SIGN, String.valueOf(c), from);
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@';
    }

    private void add(Kind kind, String text, int from) {
        tokens.add(new Token(kind, text, from));
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        int from = at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == quote && at < sql.length() && sql.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else if (c == quote) {
                return value.toString();
            } else if (c == '\\' && quote != '`' && at < sql.length()) {
                value.append(escaped(sql.charAt(at++)));
            } else {
                value.append(c);
            }
        }
        throw SqlError.syntax(sql.substring(from));
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }
}
