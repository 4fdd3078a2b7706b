package io.jenkins.plugins.aks.runner.engine;

import hudson.console.ConsoleLogFilter;
import hudson.model.TaskListener;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The log of the run, line by line: secrets masked, branches marked, coloured where somebody looks. */
public final class Console {

    private static final String MASK = "****";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final boolean coloured;
    private final Clock clock;
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    /** @param coloured whether to use ANSI colours */
    public Console(PrintStream out, boolean coloured, Clock clock) {
        this.out = out;
        this.coloured = coloured;
        this.clock = clock;
    }

    /** From now on the text shows as ****, whoever prints it. */
    public void mask(String secret) {
        if (secret != null && !secret.isBlank() && !secrets.contains(secret)) {
            secrets.add(secret);
            // The longest first, so that a secret inside another one doesn't leave the rest of that other readable.
            secrets.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    String masked(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, MASK);
        }
        return result;
    }

    /** A line of the runner itself. */
    public void line(String text) {
        write(text);
    }

    /** What went wrong, as the run's last words. */
    public void error(String text) {
        write(coloured ? "\u001b[31m" + masked(text) + "\u001b[0m" : text);
    }

    /** {@code [Pipeline] text}: what the script does, not what the steps say. */
    void pipeline(Scope scope, String text) {
        String branch = scope.branch().isEmpty() ? "" : "[" + scope.branch() + "] ";
        String line = "[Pipeline] " + branch + text;
        write(coloured ? "\u001b[2m" + masked(line) + "\u001b[0m" : line);
    }

    TaskListener listener(Scope scope) {
        String branch = scope.branch().isEmpty() ? "" : "[" + scope.branch() + "] ";
        boolean stamped = scope.find(Timestamps.class) != null;
        return new LabListener(scope.find(ConsoleLogFilter.class), text -> {
            String stamp = stamped ? "[" + STAMP.format(clock.instant()) + "] " : "";
            write(stamp + branch + text);
        });
    }

    private void write(String text) {
        String line = masked(text);
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
