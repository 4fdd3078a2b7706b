package io.jenkins.plugins.aks.runner.engine;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Gives whole lines on, so that those of parallel branches do not run into each other. */
final class LabListener implements TaskListener {

    private static final long serialVersionUID = 1L;

    private final transient PrintStream logger;

    /** @param filter what a block around the step makes of each line; null for nothing */
    LabListener(ConsoleLogFilter filter, Consumer<String> lines) {
        OutputStream plain = new Lines(lines);
        this.logger = new PrintStream(filter == null ? plain : filtered(filter, plain), true, StandardCharsets.UTF_8);
    }

    private static OutputStream filtered(ConsoleLogFilter filter, OutputStream plain) {
        try {
            return filter.decorateLogger((Run) null, plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public PrintStream getLogger() {
        return logger;
    }

    private static final class Lines extends OutputStream {

        private final Consumer<String> lines;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (b != '\r') {
                line.write(b);
            }
        }

        @Override
        public void close() {
            if (line.size() > 0) {
                write('\n');
            }
        }
    }
}
