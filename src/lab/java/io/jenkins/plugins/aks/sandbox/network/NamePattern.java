package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code matchName} and {@code matchPattern} of DNS and FQDN rules. */
final class NamePattern {
    private NamePattern() {}

    static boolean matches(JsonNode rule, String name) {
        String wanted = bare(rule.path("matchName").asText());
        String pattern = bare(rule.path("matchPattern").asText());
        String bare = bare(name);
        return !wanted.isEmpty() && wanted.equals(bare)
                || !pattern.isEmpty() && regex(pattern).matcher(bare).matches();
    }

    /** A star stands for any characters of one part of a name, and alone for every name. */
    private static Pattern regex(String pattern) {
        if (pattern.equals("*")) {
            return Pattern.compile(".*");
        }
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? "[-a-z0-9_]*" : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    private static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
