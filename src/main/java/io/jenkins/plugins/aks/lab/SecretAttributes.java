package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of a secret besides its value; null for whatever it is.
 *
 * @param tags at least these
 */
record SecretAttributes(String contentType, Long expires, Long notBefore, Map<String, String> tags) {

    static SecretAttributes of(String contentType, String expires, String notBefore, Map<String, String> tags)
            throws InvalidParameterException {
        Long end = instant("expires", expires);
        Long begin = instant("notBefore", notBefore);
        if (end != null && begin != null && end <= begin) {
            throw new InvalidParameterException(
                    "expires", expires, "a time after notBefore, " + notBefore, "Correct one of them.");
        }
        if (tags.size() > 15) {
            throw new InvalidParameterException("tags", tags.size(), "at most 15 tags", "Leave some out.");
        }
        return new SecretAttributes(contentType, end, begin, new TreeMap<>(tags));
    }

    private static Long instant(String parameter, String text) throws InvalidParameterException {
        if (text == null) {
            return null;
        }
        try {
            Instant instant = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            return instant.getEpochSecond();
        } catch (DateTimeParseException e) {
            throw new InvalidParameterException(
                    parameter,
                    text,
                    "a day or an instant in UTC, e.g. 2027-01-31 or 2027-01-31T12:00:00Z",
                    "Write it in this form.");
        }
    }

    SecretAttributes withTag(String key, Optional<String> value) {
        Map<String, String> more = new TreeMap<>(tags);
        value.ifPresent(text -> more.putIfAbsent(key, text));
        return new SecretAttributes(contentType, expires, notBefore, more);
    }

    /** Whether a secret is as wanted, its value apart. */
    boolean fit(JsonNode secret) {
        JsonNode attributes = secret.path("attributes");
        return (contentType == null
                        || contentType.equals(secret.path("contentType").asText()))
                && (expires == null || expires == attributes.path("exp").asLong())
                && (notBefore == null || notBefore == attributes.path("nbf").asLong())
                && tags.entrySet().stream().allMatch(tag -> tag.getValue()
                        .equals(secret.path("tags").path(tag.getKey()).asText(null)));
    }

    /** Adds itself to a body, over what the secret has already. */
    ObjectNode body(Optional<JsonNode> current) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (contentType != null) {
            body.put("contentType", contentType);
        }
        ObjectNode attributes = body.putObject("attributes").put("enabled", true);
        if (expires != null) {
            attributes.put("exp", expires);
        }
        if (notBefore != null) {
            attributes.put("nbf", notBefore);
        }
        ObjectNode all = body.putObject("tags");
        current.map(secret -> secret.path("tags"))
                .ifPresent(before -> before.fields().forEachRemaining(tag -> all.set(tag.getKey(), tag.getValue())));
        tags.forEach(all::put);
        return body;
    }
}
