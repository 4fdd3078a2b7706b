package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One run of a container's own program, from its start to its end or without one. It is worked out when the container
 * starts and kept, so that its log and its exit stay what they are.
 *
 * @param output with simulated times since the start
 * @param took in simulated time
 * @param startError why the program could not be started; empty where it was
 * @param waitsForInput it goes on only once somebody is attached to it
 */
record ContainerRun(
        Instant startedAt,
        List<ExecResult.Piece> output,
        int exitCode,
        Duration took,
        boolean endless,
        String startError,
        boolean waitsForInput) {
    private static final int MOST_LINES = 50_000;
    /** Of what is written over and over again. */
    private static final int MOST_REPEATED = 2000;

    /** A line of the log and when it was written. */
    record Line(Instant at, String text) {}

    static ContainerRun of(Instant startedAt, ExecResult result, String startError) {
        return new ContainerRun(
                startedAt, result.output(), result.exitCode(), result.took(), result.endless(), startError, false);
    }

    ObjectNode document() {
        ObjectNode document =
                Json.object().put("startedAt", startedAt.toString()).put("exitCode", exitCode);
        document.put("took", took.toMillis()).put("endless", endless).put("startError", startError);
        document.put("waitsForInput", waitsForInput);
        write(document, output);
        return document;
    }

    static void write(ObjectNode document, List<ExecResult.Piece> output) {
        for (ExecResult.Piece piece : output) {
            document.withArray("output")
                    .addObject()
                    .put("at", piece.at().toMillis())
                    .put("error", piece.error())
                    .put("text", piece.text());
        }
    }

    static ContainerRun read(JsonNode document) {
        return new ContainerRun(
                Instant.parse(document.path("startedAt").asText()),
                pieces(document),
                document.path("exitCode").asInt(),
                Duration.ofMillis(document.path("took").asLong()),
                document.path("endless").asBoolean(),
                document.path("startError").asText(),
                document.path("waitsForInput").asBoolean());
    }

    static List<ExecResult.Piece> pieces(JsonNode document) {
        List<ExecResult.Piece> output = new ArrayList<>();
        for (JsonNode piece : document.path("output")) {
            Duration at = Duration.ofMillis(piece.path("at").asLong());
            output.add(new ExecResult.Piece(
                    at, piece.path("error").asBoolean(), piece.path("text").asText()));
        }
        return output;
    }

    ContainerRun waiting() {
        return new ContainerRun(startedAt, output, exitCode, took, endless, startError, true);
    }

    /** The same after more was written. */
    ContainerRun with(List<ExecResult.Piece> more) {
        List<ExecResult.Piece> all = new ArrayList<>(output);
        all.addAll(more);
        return new ContainerRun(startedAt, all, exitCode, took, endless, startError, waitsForInput);
    }

    /** With each text changed: sealed to be kept, since it may be a secret, or opened to be shown. */
    ContainerRun texts(UnaryOperator<String> change) {
        return new ContainerRun(startedAt, texts(output, change), exitCode, took, endless, startError, waitsForInput);
    }

    static List<ExecResult.Piece> texts(List<ExecResult.Piece> pieces, UnaryOperator<String> change) {
        return pieces.stream()
                .map(piece -> new ExecResult.Piece(piece.at(), piece.error(), change.apply(piece.text())))
                .toList();
    }

    Instant end(UnaryOperator<Duration> real) {
        return endless ? Instant.MAX : startedAt.plus(real.apply(took));
    }

    /** What was written until {@code now}: the last lines where they are very many. */
    List<Line> lines(Instant now, UnaryOperator<Duration> real) {
        List<Line> lines = new ArrayList<>();
        boolean repeats = endless && !took.isZero();
        long cycle = repeats ? Math.max(1, real.apply(took).toNanos()) : 1;
        long cycles = repeats ? Math.max(0, Duration.between(startedAt, now).toNanos() / cycle) : 0;
        long first = Math.max(0, cycles - MOST_REPEATED / Math.max(1, output.size()));
        for (long round = first; round <= cycles; round++) {
            add(lines, startedAt.plusNanos(repeats ? round * cycle : 0), now, real);
        }
        int most = repeats ? MOST_REPEATED : MOST_LINES;
        return lines.size() > most ? lines.subList(lines.size() - most, lines.size()) : lines;
    }

    private void add(List<Line> lines, Instant from, Instant now, UnaryOperator<Duration> real) {
        StringBuilder open = new StringBuilder();
        Instant at = from;
        for (ExecResult.Piece piece : output) {
            Instant written = from.plus(real.apply(piece.at()));
            if (written.isAfter(now)) {
                break;
            }
            at = written;
            open.append(piece.text());
            for (int end = open.indexOf("\n"); end >= 0; end = open.indexOf("\n")) {
                // Each line has a time of its own, as the runtime's nanoseconds give it.
                lines.add(new Line(at.plusNanos(1000L * (lines.size() + 1)), open.substring(0, end)));
                open.delete(0, end + 1);
            }
        }
        if (!open.isEmpty()) {
            lines.add(new Line(at.plusNanos(1000L * (lines.size() + 1)), open.toString()));
        }
    }
}
