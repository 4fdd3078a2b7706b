package io.jenkins.plugins.aks.kubernetes;

import io.jenkins.plugins.aks.check.ProbeTarget;
import java.util.List;

/** Programs that images have, each with its command for a probe. */
enum ProbeTool {
    NC,
    WGET,
    CURL,
    NSLOOKUP;

    /** Those that can try a target, the best one first. */
    static List<ProbeTool> of(ProbeTarget.Kind kind) {
        return switch (kind) {
            case TCP -> List.of(NC, WGET, CURL);
            case HTTP -> List.of(WGET, CURL);
            case DNS -> List.of(NSLOOKUP);
        };
    }

    /**
     * The program and its arguments; no shell is needed.
     *
     * @param host in place of the target's own, to try an address
     * @param seconds after which silence counts as an answer
     */
    List<String> command(ProbeTarget target, String host, int seconds) {
        String limit = Integer.toString(seconds);
        return switch (this) {
            case NC -> List.of("nc", "-z", "-v", "-w", limit, host, Integer.toString(target.port()));
            case WGET -> List.of("wget", "--spider", "-T", limit, "-t", "1", url(target, host));
            case CURL -> List.of(
                    "curl", "-sS", "-L", "-o", "/dev/null", "-w", "%{http_code}", "-m", limit, url(target, host));
            case NSLOOKUP -> List.of("nslookup", host);
        };
    }

    private static String url(ProbeTarget target, String host) {
        boolean itself = target.kind() == ProbeTarget.Kind.HTTP && host.equals(target.host());
        return itself ? target.text() : "http://" + host + ":" + target.port() + "/";
    }
}
