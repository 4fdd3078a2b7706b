package io.jenkins.plugins.aks.kubernetes;

import io.jenkins.plugins.aks.check.Seen.Outcome;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a program said by its exit code and the class of its message, never by its text alone: they differ between
 * BusyBox, GNU, netcat's descendants and curl (azure-operations 5.1).
 *
 * @param said the message, or the HTTP status
 */
record ProbeReading(Outcome outcome, String said) {
    private static final Pattern NO_NAME =
            Pattern.compile("bad address|not resolve|not be resolved|unable to resolve|name or"
                    + " service not known|name does not resolve|getaddrinfo|temporary failure in name");
    private static final Pattern STATUS = Pattern.compile("(?:HTTP/\\d(?:\\.\\d)?|response\\.\\.\\.) (\\d{3})");
    private static final int SHOWN = 160;
    /** Of curl: not HTTP, an empty answer, one that broke off, trouble with TLS; all of them on a connection that opened. */
    private static final Set<Integer> CURL_CONNECTED = Set.of(1, 8, 35, 51, 52, 56, 58, 59, 60);
    /** Answers that a proxy or a policy gives in place of the host. */
    private static final Set<Integer> OF_OTHERS = Set.of(403, 407, 429, 502, 503, 504);

    static ProbeReading of(ProbeTool tool, boolean http, ExecOutcome end) {
        return switch (tool) {
            case NC -> nc(end);
            case WGET -> wget(http, end);
            case CURL -> curl(http, end);
            case NSLOOKUP -> nslookup(end);
        };
    }

    private static ProbeReading nc(ExecOutcome end) {
        return end.exitCode() == 0 ? new ProbeReading(Outcome.OPEN, last(end.stderr())) : failed(end);
    }

    private static ProbeReading wget(boolean http, ExecOutcome end) {
        Matcher status = STATUS.matcher(end.stderr());
        int code = 0;
        while (status.find()) {
            code = Integer.parseInt(status.group(1));
        }
        if (end.exitCode() == 0) {
            return new ProbeReading(Outcome.OPEN, last(end.stderr()));
        }
        if (code > 0) {
            return answered(http, code);
        }
        return end.stderr().contains("error getting response")
                ? new ProbeReading(Outcome.OPEN, last(end.stderr()))
                : failed(end);
    }

    private static ProbeReading curl(boolean http, ExecOutcome end) {
        int code = end.stdout().strip().matches("\\d{3}")
                ? Integer.parseInt(end.stdout().strip())
                : 0;
        if (end.exitCode() == 0) {
            return code >= 400 ? answered(http, code) : new ProbeReading(Outcome.OPEN, "HTTP " + code);
        }
        return switch (end.exitCode()) {
            case 6 -> new ProbeReading(Outcome.NO_NAME, last(end.stderr()));
            case 7 -> new ProbeReading(Outcome.REFUSED, last(end.stderr()));
            case 28 -> new ProbeReading(Outcome.TIMED_OUT, last(end.stderr()));
            default -> new ProbeReading(
                    CURL_CONNECTED.contains(end.exitCode()) ? Outcome.OPEN : Outcome.UNCLEAR, last(end.stderr()));
        };
    }

    private static ProbeReading answered(boolean http, int status) {
        boolean unclear = http && OF_OTHERS.contains(status);
        return new ProbeReading(unclear ? Outcome.UNCLEAR : Outcome.OPEN, "HTTP " + status);
    }

    /** A name that does not exist says nothing about policies; one that is refused does. */
    private static ProbeReading nslookup(ExecOutcome end) {
        String text = end.stdout() + end.stderr();
        if (end.exitCode() == 0) {
            return new ProbeReading(Outcome.OPEN, last(text));
        }
        if (text.contains("REFUSED")) {
            return new ProbeReading(Outcome.NO_NAME, last(text));
        }
        boolean silent = text.contains("timed out") || text.contains("no servers");
        return new ProbeReading(silent ? Outcome.TIMED_OUT : Outcome.UNCLEAR, last(text));
    }

    private static ProbeReading failed(ExecOutcome end) {
        String text = end.stderr().toLowerCase(Locale.ROOT);
        String said = last(end.stderr());
        if (NO_NAME.matcher(text).find()) {
            return new ProbeReading(Outcome.NO_NAME, said);
        }
        if (text.contains("refused")) {
            return new ProbeReading(Outcome.REFUSED, said);
        }
        if (text.contains("timed out") || text.contains("timeout")) {
            return new ProbeReading(Outcome.TIMED_OUT, said);
        }
        return new ProbeReading(Outcome.UNCLEAR, said.isEmpty() ? "exit code " + end.exitCode() : said);
    }

    private static String last(String text) {
        String line = text.strip().lines().reduce("", (before, next) -> next.isBlank() ? before : next.strip());
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
