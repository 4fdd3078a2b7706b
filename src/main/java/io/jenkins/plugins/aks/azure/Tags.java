package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tags that everything created carries, and Azure's rules for tags: at most 50, names up to 512 characters without
 * {@code < > % & \ ? /} and compared ignoring case, values up to 256.
 */
public final class Tags {
    public static final String CREATED_BY = "created-by";
    public static final String BUILD_URL = "build-url";
    public static final String EXPIRES = "expires";

    /** The value of {@link #CREATED_BY}. */
    public static final String US = "aks-pipeline-steps";

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;
    private static final String FORBIDDEN = "<>%&\\?/";

    private Tags() {}

    /**
     * @param buildUrl empty where Jenkins has no address
     * @param expires when a sweep may delete it, or null
     */
    public static Map<String, String> of(String buildUrl, Instant expires) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(CREATED_BY, US);
        if (!buildUrl.isEmpty()) {
            tags.put(BUILD_URL, buildUrl.length() > LONGEST_VALUE ? buildUrl.substring(0, LONGEST_VALUE) : buildUrl);
        }
        if (expires != null) {
            tags.put(EXPIRES, expires.toString());
        }
        return tags;
    }

    /** Both; on the same name, ignoring case, the second wins and the first's spelling stays. */
    public static Map<String, String> merge(Map<String, String> present, Map<String, String> wanted) {
        TreeMap<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(present);
        merged.putAll(wanted);
        return new LinkedHashMap<>(merged);
    }

    /** The {@code tags} of a resource. */
    public static Map<String, String> in(JsonNode resource) {
        Map<String, String> tags = new LinkedHashMap<>();
        resource.path("tags")
                .fields()
                .forEachRemaining(tag -> tags.put(tag.getKey(), tag.getValue().asText("")));
        return tags;
    }

    /** Replaces the {@code tags} of a body. */
    public static ObjectNode put(ObjectNode body, Map<String, String> tags) {
        ObjectNode node = body.putObject("tags");
        tags.forEach(node::put);
        return body;
    }

    /** Whether this plugin created the resource. */
    public static boolean isOurs(JsonNode resource) {
        return value(resource, CREATED_BY).filter(US::equals).isPresent();
    }

    /** When a sweep may delete the resource; empty where it does not say, or nothing readable. */
    public static Optional<Instant> expires(JsonNode resource) {
        try {
            return value(resource, EXPIRES).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @param parameter the step's parameter that the tags come from */
    public static void check(String parameter, Map<String, String> tags) throws InvalidParameterException {
        if (tags.size() > MOST) {
            throw new InvalidParameterException(
                    parameter, tags.size() + " tags", "at most " + MOST, "Give fewer tags.");
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String name = tag.getKey();
            boolean good = !name.isBlank()
                    && name.length() <= LONGEST_NAME
                    && name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0)
                    && !reserved(name);
            if (!good) {
                throw new InvalidParameterException(
                        parameter,
                        name,
                        "names of 1 to 512 characters without < > % & \\ ? /, not starting with"
                                + " 'microsoft', 'azure' or 'windows'",
                        "Rename the tag.");
            }
            if (tag.getValue().length() > LONGEST_VALUE) {
                throw new InvalidParameterException(
                        parameter,
                        name + ": " + tag.getValue().length() + " characters",
                        "values of up to 256 characters",
                        "Shorten the tag's value.");
            }
        }
    }

    private static boolean reserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("microsoft") || lower.startsWith("azure") || lower.startsWith("windows");
    }

    private static Optional<String> value(JsonNode resource, String name) {
        return in(resource).entrySet().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
