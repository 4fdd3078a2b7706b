package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a container that is not restarted runs and how it exits: read from {@code sleep N} and {@code exit N} in its
 * command. A container without them runs for a few seconds and succeeds.
 */
record Program(boolean ends, Duration duration, int exitCode) {
    private static final Pattern SLEEP = Pattern.compile("\\bsleep\\s+(infinity|\\d{1,9})\\b");
    private static final Pattern EXIT = Pattern.compile("\\bexit\\s+(\\d{1,3})\\b|^false$");
    private static final Duration USUAL = Duration.ofSeconds(5);

    static Program of(JsonNode container) {
        List<String> words = new ArrayList<>(Json.texts(container.path("command")));
        words.addAll(Json.texts(container.path("args")));
        String command = String.join(" ", words);
        Matcher exit = EXIT.matcher(command);
        int code = !exit.find() ? 0 : exit.group(1) == null ? 1 : Integer.parseInt(exit.group(1));
        Matcher sleep = SLEEP.matcher(command);
        if (!sleep.find()) {
            return new Program(true, USUAL, code);
        }
        boolean forever = sleep.group(1).equals("infinity");
        return new Program(!forever, forever ? USUAL : Duration.ofSeconds(Long.parseLong(sleep.group(1))), code);
    }
}
