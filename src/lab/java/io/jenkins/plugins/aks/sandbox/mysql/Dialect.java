package io.jenkins.plugins.aks.sandbox.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Translates a statement into the words of the engine. Functions whose result depends on the moment get names of ours, so
 * that a log that is read again gives the same rows.
 */
final class Dialect {
    /** Where the engine finds our functions, whatever database is used. */
    private static final String OURS = "PUBLIC.";

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("NOW", "MY_NOW"),
            Map.entry("SYSDATE", "MY_NOW"),
            Map.entry("LOCALTIMESTAMP", "MY_NOW"),
            Map.entry("LOCALTIME", "MY_NOW"),
            Map.entry("UTC_TIMESTAMP", "MY_NOW"),
            Map.entry("CURRENT_TIMESTAMP", "MY_NOW"),
            Map.entry("UUID", "MY_UUID"),
            Map.entry("RAND", "MY_RAND"),
            Map.entry("MD5", "MY_MD5"),
            Map.entry("SHA", "MY_SHA1"),
            Map.entry("SHA1", "MY_SHA1"),
            Map.entry("SHA2", "MY_SHA2"),
            Map.entry("CRC32", "MY_CRC32"),
            Map.entry("HEX", "MY_HEX"));

    private final Function<String, String> variables;
    private final Map<String, String> values;

    /**
     * @param variables the value of a system variable
     * @param values of functions without arguments, such as {@code DATABASE}
     */
    Dialect(Function<String, String> variables, Map<String, String> values) {
        this.variables = variables;
        this.values = Map.copyOf(values);
    }

    String translate(String sql) {
        List<Tokens.Token> tokens = Tokens.of(sql);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Tokens.Token token = tokens.get(i);
            switch (token.kind()) {
                case STRING -> text.append(quoted(token.text()));
                case NAME -> text.append('`').append(token.text()).append('`');
                case WORD -> i = word(tokens, i, text);
                default -> text.append(token.text());
            }
        }
        return text.toString();
    }

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Appends the word at {@code at} and returns the place of the last token that belongs to it. */
    private int word(List<Tokens.Token> tokens, int at, StringBuilder text) {
        String word = tokens.get(at).text();
        String upper = word.toUpperCase(Locale.ROOT);
        if (word.startsWith("@@")) {
            return variable(tokens, at, text);
        }
        if (word.startsWith("@")) {
            throw new SqlError(1105, SqlError.ANY_STATE, "the sandbox's server has no user variables: " + word);
        }
        boolean called = at + 1 < tokens.size() && tokens.get(at + 1).is("(");
        boolean qualified = at > 0 && tokens.get(at - 1).is(".");
        if (called && values.containsKey(upper)) {
            text.append(values.get(upper));
            return at + 2;
        }
        if (upper.equals("CURRENT_USER")) {
            text.append(values.get("USER"));
            return at + (called ? 2 : 0);
        }
        if (upper.equals("USER")) {
            text.append("`User`");
        } else if (called && !qualified && FUNCTIONS.containsKey(upper)) {
            text.append(OURS).append(FUNCTIONS.get(upper));
        } else if (!qualified && upper.matches("CURRENT_TIMESTAMP|LOCALTIMESTAMP|LOCALTIME")) {
            text.append(OURS).append("MY_NOW()");
        } else {
            text.append(word);
        }
        return at;
    }

    private int variable(List<Tokens.Token> tokens, int at, StringBuilder text) {
        String name = tokens.get(at).text().substring(2);
        int last = at;
        if (name.matches("(?i)global|session") && at + 2 < tokens.size()) {
            name = tokens.get(at + 2).text();
            last = at + 2;
        }
        String value = variables.apply(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new SqlError(1193, SqlError.ANY_STATE, "Unknown system variable '" + name + "'");
        }
        text.append(value.matches("\\d{1,18}") ? value : quoted(value));
        // Clients show a variable that is asked for alone by its own name.
        if (last == tokens.size() - 1 && at >= 2 && tokens.get(at - 2).is("SELECT")) {
            text.append(" AS `");
            tokens.subList(at, last + 1).forEach(token -> text.append(token.text()));
            text.append('`');
        }
        return last;
    }
}
