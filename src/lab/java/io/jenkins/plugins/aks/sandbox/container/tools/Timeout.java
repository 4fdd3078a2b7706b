package io.jenkins.plugins.aks.sandbox.container.tools;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code timeout}: ends a program that runs longer. */
final class Timeout {
    private static final int TOO_LONG = 124;
    private static final int MISUSE = 125;

    private Timeout() {}

    static ExecResult run(ExecCall call) {
        List<String> words = new ArrayList<>(call.arguments());
        while (!words.isEmpty() && words.get(0).startsWith("-")) {
            boolean valued = words.get(0).matches("-[sk]");
            words.remove(0);
            if (valued && !words.isEmpty()) {
                words.remove(0);
            }
        }
        if (words.size() < 2 || !words.get(0).matches("\\d{1,9}(\\.\\d{1,3})?s?")) {
            return ExecResult.failed(MISUSE, "timeout: missing operand or invalid time interval");
        }
        Duration limit =
                Duration.ofMillis(Math.round(Double.parseDouble(words.remove(0).replace("s", "")) * 1000));
        ExecResult result = Programs.run(call.with(words, call.stdin(), call.environment()));
        boolean inTime = limit.isZero() || !result.endless() && result.took().compareTo(limit) <= 0;
        if (inTime) {
            return result;
        }
        List<ExecResult.Piece> output = result.output().stream()
                .filter(piece -> piece.at().compareTo(limit) < 0)
                .toList();
        return new ExecResult(TOO_LONG, output, limit, false);
    }
}
