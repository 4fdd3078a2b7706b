package io.jenkins.plugins.aks.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry wants to know before it answers: one challenge of a {@code WWW-Authenticate} header (RFC 9110).
 *
 * @param scheme in lower case: {@code bearer} or {@code basic}
 * @param parameters by lower-case name, e.g. {@code realm}, {@code service}, {@code scope}
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final String WORD = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final String VALUE = "(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[^\\s,\"]+))";
    private static final Pattern PIECE = Pattern.compile(
            "\\G[\\s,]*(?:(?<name>" + WORD + ")\\s*=\\s*" + VALUE + "|(?<scheme>" + WORD + ")(?=[\\s,]|$))");

    /** @param headers all values of the header; each may hold several challenges */
    static List<Challenge> all(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            Matcher piece = PIECE.matcher(header);
            Map<String, String> parameters = null;
            while (piece.find()) {
                if (piece.group("scheme") != null) {
                    parameters = new LinkedHashMap<>();
                    challenges.add(new Challenge(piece.group("scheme").toLowerCase(Locale.ROOT), parameters));
                } else if (parameters != null) {
                    parameters.put(piece.group("name").toLowerCase(Locale.ROOT), value(piece));
                }
            }
        }
        return challenges;
    }

    static Optional<Challenge> of(String scheme, List<Challenge> challenges) {
        return challenges.stream()
                .filter(challenge -> challenge.scheme().equals(scheme))
                .findFirst();
    }

    /** Empty where the registry did not say. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static String value(Matcher piece) {
        return piece.group("quoted") == null
                ? piece.group("plain")
                : piece.group("quoted").replaceAll("\\\\(.)", "$1");
    }
}
