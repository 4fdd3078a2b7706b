package io.jenkins.plugins.aks.sandbox.container.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the tree of a script. */
final class Parser {
    private static final Set<String> ENDS = Set.of("then", "else", "elif", "fi", "do", "done", "}");

    private final List<Token> tokens;
    private int at;

    /** A script that no shell takes. */
    static final class SyntaxError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SyntaxError(String message) {
            super("syntax error: " + message);
        }
    }

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Syntax parse(String script) {
        Parser parser = new Parser(Lexer.tokens(script));
        Syntax whole = parser.sequence();
        if (parser.at < parser.tokens.size()) {
            throw parser.unexpected();
        }
        return whole;
    }

    private Syntax sequence() {
        List<Syntax> commands = new ArrayList<>();
        skipSeparators();
        while (at < tokens.size() && !ends()) {
            commands.add(both());
            if (at < tokens.size() && tokens.get(at).is("&")) {
                throw new Unsupported("commands in the background (&)");
            }
            if (at < tokens.size() && !tokens.get(at).is(";") && !ends()) {
                throw unexpected();
            }
            skipSeparators();
        }
        return new Syntax.Sequence(commands);
    }

    private boolean ends() {
        Token token = tokens.get(at);
        return token.is(")") || token.word() && ENDS.contains(token.text());
    }

    private void skipSeparators() {
        while (take(";")) {
            // Empty lines are no commands.
        }
    }

    private Syntax both() {
        Syntax left = pipe();
        while (at < tokens.size() && (tokens.get(at).is("&&") || tokens.get(at).is("||"))) {
            boolean or = tokens.get(at++).is("||");
            skipSeparators();
            left = new Syntax.Both(left, or, pipe());
        }
        return left;
    }

    private Syntax pipe() {
        if (keyword("!")) {
            return new Syntax.Not(pipe());
        }
        List<Syntax> commands = new ArrayList<>();
        commands.add(command());
        while (take("|")) {
            skipSeparators();
            commands.add(command());
        }
        return commands.size() == 1 ? commands.get(0) : new Syntax.Pipe(commands);
    }

    private Syntax command() {
        if (at >= tokens.size()) {
            throw new SyntaxError("unexpected end of file");
        }
        if (take("(")) {
            Syntax body = sequence();
            expect(")");
            return new Syntax.Group(body, true, redirects());
        }
        if (keyword("{")) {
            Syntax body = sequence();
            need("}");
            return new Syntax.Group(body, false, redirects());
        }
        if (keyword("if")) {
            return conditional();
        }
        for (String loop : List.of("while", "until")) {
            if (keyword(loop)) {
                Syntax condition = sequence();
                return new Syntax.Loop(condition, loop.equals("until"), body());
            }
        }
        return keyword("for") ? forLoop() : simple();
    }

    private Syntax conditional() {
        Syntax condition = sequence();
        need("then");
        Syntax then = sequence();
        Syntax otherwise = new Syntax.Sequence(List.of());
        if (keyword("elif")) {
            return new Syntax.If(condition, then, conditional());
        }
        if (keyword("else")) {
            otherwise = sequence();
        }
        need("fi");
        return new Syntax.If(condition, then, otherwise);
    }

    private Syntax body() {
        need("do");
        Syntax body = sequence();
        need("done");
        return body;
    }

    private Syntax forLoop() {
        String variable = word();
        need("in");
        List<String> words = new ArrayList<>();
        while (at < tokens.size() && tokens.get(at).word()) {
            words.add(word());
        }
        skipSeparators();
        return new Syntax.For(variable, words, body());
    }

    private Syntax simple() {
        List<String> words = new ArrayList<>();
        Syntax.Redirects redirects = redirects();
        while (at < tokens.size() && tokens.get(at).word()) {
            words.add(word());
            redirects = merge(redirects, redirects());
        }
        if (words.isEmpty() && redirects.equals(Syntax.Redirects.NONE)) {
            throw unexpected();
        }
        refuse(words, tokens, at);
        return new Syntax.Simple(words, redirects);
    }

    private static void refuse(List<String> words, List<Token> tokens, int at) {
        String first = words.isEmpty() ? "" : words.get(0);
        if (first.equals("case") || first.equals("function")) {
            throw new Unsupported(first);
        }
        if (words.size() == 1 && at < tokens.size() && tokens.get(at).is("(")) {
            throw new Unsupported("functions");
        }
    }

    private Syntax.Redirects redirects() {
        Syntax.Redirects all = Syntax.Redirects.NONE;
        while (at < tokens.size() && !tokens.get(at).word()) {
            String operator = tokens.get(at).text();
            if (operator.equals("2>&1") || operator.endsWith(">&2")) {
                at++;
                boolean error = operator.equals("2>&1");
                all = merge(all, new Syntax.Redirects(false, false, error, !error));
            } else if (operator.contains(">") || operator.contains("<")) {
                at++;
                all = merge(all, nowhere(operator, word()));
            } else {
                break;
            }
        }
        return all;
    }

    private static Syntax.Redirects nowhere(String operator, String file) {
        if (!operator.contains(">") || !file.equals("/dev/null")) {
            throw new Unsupported("redirection with " + operator + " " + file + ", only to /dev/null and 2>&1");
        }
        boolean error = operator.startsWith("2");
        return new Syntax.Redirects(!error, error, false, false);
    }

    private static Syntax.Redirects merge(Syntax.Redirects one, Syntax.Redirects two) {
        boolean errorFollows = two.errorToOut() && one.dropOut();
        return new Syntax.Redirects(
                one.dropOut() || two.dropOut(),
                one.dropError() || two.dropError() || errorFollows,
                one.errorToOut() || two.errorToOut(),
                one.outToError() || two.outToError());
    }

    private String word() {
        if (at >= tokens.size() || !tokens.get(at).word()) {
            throw unexpected();
        }
        return tokens.get(at++).text();
    }

    private boolean take(String operator) {
        boolean is = at < tokens.size() && tokens.get(at).is(operator);
        at += is ? 1 : 0;
        return is;
    }

    private boolean keyword(String keyword) {
        boolean is = at < tokens.size() && tokens.get(at).isKeyword(keyword);
        at += is ? 1 : 0;
        return is;
    }

    private void expect(String operator) {
        if (!take(operator)) {
            throw unexpected();
        }
    }

    private void need(String keyword) {
        skipSeparators();
        if (!keyword(keyword)) {
            throw unexpected();
        }
    }

    private SyntaxError unexpected() {
        return new SyntaxError(
                at < tokens.size() ? "unexpected \"" + tokens.get(at).text() + "\"" : "unexpected end of file");
    }
}
