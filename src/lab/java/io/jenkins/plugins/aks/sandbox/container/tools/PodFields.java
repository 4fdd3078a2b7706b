package io.jenkins.plugins.aks.sandbox.container.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the downward API gives: {@code metadata.name}, {@code metadata.labels['app']}, {@code status.podIP}. */
final class PodFields {
    private static final Pattern KEYED = Pattern.compile("(metadata\\.(?:labels|annotations))\\['(.+)'\\]");

    private PodFields() {}

    static String value(JsonNode pod, String fieldPath) {
        Matcher keyed = KEYED.matcher(fieldPath);
        JsonNode value = pod;
        String path = keyed.matches() ? keyed.group(1) : fieldPath;
        for (String part : path.split("\\.")) {
            value = value.path(part);
        }
        return (keyed.matches() ? value.path(keyed.group(2)) : value).asText();
    }
}
