package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query form ({@code a=b,c!=d,e in (f,g),h notin (i),j,!k}) and the object form of a label selector. */
final class LabelSelector {
    private static final Pattern SET = Pattern.compile("([^\\s!=]+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern EQUAL = Pattern.compile("([^\\s!=]+)\\s*(==|=|!=)\\s*([^\\s=!]*)");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*([^\\s!=()]+)");

    private LabelSelector() {}

    static Predicate<JsonNode> parse(String query) {
        Predicate<JsonNode> all = labels -> true;
        for (String part : split(query)) {
            all = all.and(requirement(part.strip()));
        }
        return all;
    }

    /** {@code matchLabels} and {@code matchExpressions}; an empty selector selects everything. */
    static Predicate<JsonNode> of(JsonNode selector) {
        Predicate<JsonNode> all = matching(selector.path("matchLabels"));
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = Json.text(expression, "key");
            Set<String> values = new TreeSet<>(Json.texts(expression.path("values")));
            all = all.and(operator(key, Json.text(expression, "operator"), values));
        }
        return all;
    }

    /** Plain equality, as services and node selectors have it. */
    static Predicate<JsonNode> matching(JsonNode wanted) {
        return labels -> {
            for (var field : wanted.properties()) {
                if (!labels.has(field.getKey())
                        || !labels.path(field.getKey())
                                .asText()
                                .equals(field.getValue().asText())) {
                    return false;
                }
            }
            return true;
        };
    }

    static Predicate<JsonNode> operator(String key, String operator, Set<String> values) {
        return switch (operator) {
            case "In" -> labels ->
                    labels.has(key) && values.contains(labels.path(key).asText());
            case "NotIn" -> labels ->
                    !labels.has(key) || !values.contains(labels.path(key).asText());
            case "Exists" -> labels -> labels.has(key);
            case "DoesNotExist" -> labels -> !labels.has(key);
            default -> throw ApiError.badRequest("\"" + operator + "\" is not a valid label selector operator");
        };
    }

    private static Predicate<JsonNode> requirement(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            Set<String> values = new TreeSet<>();
            for (String value : set.group(3).split(",")) {
                values.add(value.strip());
            }
            return operator(set.group(1), set.group(2).equals("in") ? "In" : "NotIn", values);
        }
        Matcher equal = EQUAL.matcher(part);
        if (equal.matches()) {
            Set<String> value = Set.of(equal.group(3));
            return operator(equal.group(1), equal.group(2).equals("!=") ? "NotIn" : "In", value);
        }
        Matcher exists = EXISTS.matcher(part);
        if (exists.matches()) {
            String operator = exists.group(1).isEmpty() ? "Exists" : "DoesNotExist";
            return operator(exists.group(2), operator, Set.of());
        }
        throw ApiError.badRequest(
                "unable to parse requirement: found '" + part + "', expected: a label key, =, !=, in (…) or notin (…)");
    }

    /** At the commas that are not inside parentheses. */
    private static List<String> split(String query) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(query.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(query.substring(start));
        return query.isBlank() ? List.of() : parts;
    }
}
