package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.Deque;
import java.util.Map;

/** The query parameters of a request, decoded. */
record Query(Map<String, Deque<String>> values) {

    String text(String name) {
        Deque<String> given = values.get(name);
        return given == null || given.isEmpty() ? "" : given.getFirst();
    }

    /** All values of a parameter that may be given more than once. */
    java.util.List<String> all(String name) {
        Deque<String> given = values.get(name);
        return given == null ? java.util.List.of() : java.util.List.copyOf(given);
    }

    boolean isTrue(String name) {
        String text = text(name);
        return text.equals("true") || text.equals("1");
    }

    long number(String name, long otherwise) {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw ApiError.badRequest("the query parameter " + name + " must be a whole number; found: " + text);
        }
        return Long.parseLong(text);
    }

    boolean dryRun() {
        String text = text("dryRun");
        if (!text.isEmpty() && !text.equals("All")) {
            throw ApiError.badRequest("Invalid value: \"" + text + "\": dryRun: supported values: \"All\"");
        }
        return !text.isEmpty();
    }
}
