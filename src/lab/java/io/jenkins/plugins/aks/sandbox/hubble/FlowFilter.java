package io.jenkins.plugins.aks.sandbox.hubble;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@code flow.FlowFilter}: all of its fields have to match, and of each field one of the values. */
final class FlowFilter {
    private static final int VERDICT = 5;
    private static final int DIRECTION = 30;
    private static final List<Integer> KNOWN = List.of(1, 2, 3, 4, VERDICT, 10, 11, 12, 13, 14, DIRECTION);

    private final Map<Integer, List<String>> fields = new TreeMap<>();

    /** @throws IllegalArgumentException for a field that the sandbox does not know */
    FlowFilter(List<Wire.Field> message) {
        for (Wire.Field field : message) {
            if (!KNOWN.contains(field.number())) {
                throw new IllegalArgumentException(
                        "the sandbox does not know field " + field.number() + " of FlowFilter");
            }
            List<String> values = fields.computeIfAbsent(field.number(), number -> new ArrayList<>());
            if (field.number() == VERDICT || field.number() == DIRECTION) {
                field.numbers().forEach(number -> values.add(Long.toString(number)));
            } else {
                values.add(field.text());
            }
        }
    }

    boolean matches(JsonNode event) {
        return fields.entrySet().stream()
                .allMatch(field -> field.getValue().stream().anyMatch(value -> matches(event, field.getKey(), value)));
    }

    private static boolean matches(JsonNode event, int field, String value) {
        JsonNode from = event.path("from");
        JsonNode to = event.path("to");
        return switch (field) {
            case 1 -> from.path("ip").asText().equals(value);
            case 2 -> isPod(from, value);
            case 3 -> to.path("ip").asText().equals(value);
            case 4 -> isPod(to, value);
            case VERDICT -> Integer.toString(FlowMessages.verdict(event)).equals(value);
            case 10 -> hasLabels(from, value);
            case 11 -> hasLabels(to, value);
            case 12 -> event.path("protocol").asText().equalsIgnoreCase(value);
            case 13 -> from.path("port").asText().equals(value);
            case 14 -> to.path("port").asText().equals(value);
            default -> event.path("direction").asText().equals(value.equals("1") ? "INGRESS" : "EGRESS");
        };
    }

    /** {@code namespace/prefix}, {@code namespace/}, or a prefix of the namespace default. */
    private static boolean isPod(JsonNode end, String value) {
        String pod = end.path("pod").asText();
        String wanted = value.contains("/") ? value : "default/" + value;
        return !pod.isEmpty() && (end.path("namespace").asText() + "/" + pod).startsWith(wanted);
    }

    private static boolean hasLabels(JsonNode end, String selector) {
        List<String> labels = new ArrayList<>();
        end.path("labels").forEach(label -> labels.add(label.asText()));
        for (String term : selector.split(",")) {
            String wanted = term.strip();
            boolean prefixed = wanted.matches("(k8s|any|reserved):.*");
            if (labels.stream()
                    .noneMatch(label -> label.equals(wanted)
                            || !prefixed
                                    && (label.equals("k8s:" + wanted) || label.startsWith("k8s:" + wanted + "=")))) {
                return false;
            }
        }
        return true;
    }
}
