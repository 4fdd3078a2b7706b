package io.jenkins.plugins.aks.sandbox.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run came to.
 *
 * @param output in its order, each piece with the simulated time since the start
 * @param took simulated time from its start to its end; of an endless one the time after which it begins anew, zero where
 *     it does not
 * @param endless it does not end by itself; its exit code means nothing
 */
public record ExecResult(int exitCode, List<Piece> output, Duration took, boolean endless) {

    /** A piece of output. */
    public record Piece(Duration at, boolean error, String text) {}

    public static ExecResult of(int exitCode, String out, String error) {
        List<Piece> output = new ArrayList<>();
        if (!out.isEmpty()) {
            output.add(new Piece(Duration.ZERO, false, out));
        }
        if (!error.isEmpty()) {
            output.add(new Piece(Duration.ZERO, true, error));
        }
        return new ExecResult(exitCode, output, Duration.ZERO, false);
    }

    public static ExecResult ok(String out) {
        return of(0, out, "");
    }

    /** @param error as the program writes it, without its line's end */
    public static ExecResult failed(int exitCode, String error) {
        return of(exitCode, "", error + "\n");
    }

    /** The same after {@code time}, its output included. */
    public ExecResult after(Duration time) {
        List<Piece> later = output.stream()
                .map(piece -> new Piece(piece.at().plus(time), piece.error(), piece.text()))
                .toList();
        return new ExecResult(exitCode, later, took.plus(time), endless);
    }

    public ExecResult withoutEnd() {
        return new ExecResult(exitCode, output, Duration.ZERO, true);
    }

    public String out() {
        return text(false);
    }

    public String error() {
        return text(true);
    }

    private String text(boolean error) {
        StringBuilder text = new StringBuilder();
        output.stream().filter(piece -> piece.error() == error).forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
