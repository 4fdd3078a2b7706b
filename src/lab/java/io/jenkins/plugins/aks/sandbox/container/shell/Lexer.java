package io.jenkins.plugins.aks.sandbox.container.shell;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into words and operators. */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "2>&1", "1>&2", ">&2", "2>>", "2>", "1>", ">>", "<<", "&&", "||", ";;", ">", "<", ";", "|", "&", "(", ")");

    private final String script;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Lexer(String script) {
        this.script = script;
    }

    static List<Token> tokens(String script) {
        Lexer lexer = new Lexer(script);
        while (lexer.at < script.length()) {
            lexer.next();
        }
        lexer.endWord();
        return lexer.tokens;
    }

    private void next() {
        char c = script.charAt(at);
        if (c == '\n') {
            endWord();
            tokens.add(new Token(";", false));
            at++;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            endWord();
            at++;
        } else if (c == '#' && !inWord) {
            while (at < script.length() && script.charAt(at) != '\n') {
                at++;
            }
        } else if (c == '\\' && at + 1 < script.length() && script.charAt(at + 1) == '\n') {
            at += 2;
        } else if (!operator()) {
            part(c);
        }
    }

    private boolean operator() {
        for (String operator : OPERATORS) {
            boolean numbered = Character.isDigit(operator.charAt(0));
            if (script.startsWith(operator, at) && !(numbered && inWord)) {
                endWord();
                tokens.add(new Token(operator, false));
                at += operator.length();
                return true;
            }
        }
        return false;
    }

    private void part(char c) {
        inWord = true;
        if (c == '\'' || c == '"') {
            copy(closing(c));
        } else if (c == '\\') {
            copy(Math.min(at + 1, script.length() - 1));
        } else if (c == '$' && script.startsWith("$(", at)) {
            copy(Brackets.end(script, at + 1, '(', ')'));
        } else if (c == '$' && script.startsWith("${", at)) {
            copy(Brackets.end(script, at + 1, '{', '}'));
        } else if (c == '`') {
            throw new Unsupported("backquotes; write $(…)");
        } else {
            copy(at);
        }
    }

    private int closing(char quote) {
        for (int end = at + 1; end < script.length(); end++) {
            char c = script.charAt(end);
            if (c == quote) {
                return end;
            }
            if (quote == '"' && c == '\\') {
                end++;
            } else if (quote == '"' && script.startsWith("$(", end)) {
                end = Brackets.end(script, end + 1, '(', ')');
            }
        }
        throw new Parser.SyntaxError("unterminated quoted string");
    }

    private void copy(int last) {
        word.append(script, at, last + 1);
        at = last + 1;
    }

    private void endWord() {
        if (inWord) {
            tokens.add(new Token(word.toString(), true));
        }
        word.setLength(0);
        inWord = false;
    }
}
