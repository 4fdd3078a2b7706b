package io.jenkins.plugins.aks.sandbox.arm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of {@code $filter} that is known here: {@code name eq 'value'}, joined by {@code and}. */
public final class Filter {
    private static final Pattern TERM =
            Pattern.compile("\\s*([\\w/]+)\\s+eq\\s+'((?:[^']|'')*)'\\s*", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> terms = new LinkedHashMap<>();

    private Filter() {}

    /** @throws ArmRefusal 400 for a name that is not among {@code known} and for all that is no such term */
    public static Filter of(ArmCall call, Set<String> known) {
        Filter filter = new Filter();
        String text = call.request().query("$filter").orElse("");
        for (String term : text.isBlank() ? new String[0] : text.split("(?i)\\s+and\\s+")) {
            Matcher matcher = TERM.matcher(term);
            if (!matcher.matches() || !known.contains(matcher.group(1))) {
                throw new ArmRefusal(
                        400,
                        "InvalidFilterInQueryString",
                        "Invalid $filter '" + text + "' specified in the query string. Known are " + known
                                + " with the operator eq.");
            }
            filter.terms.put(matcher.group(1), matcher.group(2).replace("''", "'"));
        }
        return filter;
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(terms.get(name));
    }

    /** True where the filter does not name it. */
    public boolean accepts(String name, String actual) {
        return value(name).map(actual::equalsIgnoreCase).orElse(true);
    }

    /** The terms tagName and tagValue. */
    public boolean acceptsTags(ArmDocument document) {
        Optional<String> tag = value("tagName");
        if (tag.isEmpty()) {
            return true;
        }
        for (var entry : document.resource().path("tags").properties()) {
            if (entry.getKey().equalsIgnoreCase(tag.get())) {
                return value("tagValue")
                        .map(v -> v.equals(entry.getValue().asText()))
                        .orElse(true);
            }
        }
        return false;
    }
}
