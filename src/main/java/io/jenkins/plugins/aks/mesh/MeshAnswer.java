package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.kubernetes.ExecOutcome;
import java.util.Set;

/**
 * What a client's {@code curl} saw, by its exit code: the words differ between versions.
 *
 * @param said the status or the message
 */
record MeshAnswer(Kind kind, String said) {
    private static final int SHOWN = 200;

    /** Answers that a proxy gives in place of a service that it does not reach. */
    private static final Set<String> OF_PROXY = Set.of("502", "503", "504");

    /** The kinds of answer. */
    enum Kind {
        SERVED("served"),
        /** The connection opened, and the other side ended it: what a proxy does that takes only the mesh's TLS. */
        REFUSED("refused by mTLS"),
        NO_NAME("not reachable"),
        UNREACHABLE("not reachable"),
        UNCLEAR("an unclear answer");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static MeshAnswer of(ExecOutcome end) {
        String status = end.stdout().strip();
        return switch (end.exitCode()) {
            case 0 -> OF_PROXY.contains(status)
                    ? new MeshAnswer(
                            Kind.UNCLEAR, "HTTP " + status + ", which a proxy answers that does not reach the service")
                    : new MeshAnswer(Kind.SERVED, "HTTP " + status);
            case 35, 52, 56 -> new MeshAnswer(Kind.REFUSED, said(end));
            case 6 -> new MeshAnswer(Kind.NO_NAME, said(end));
            case 7, 28 -> new MeshAnswer(Kind.UNREACHABLE, said(end));
            default -> new MeshAnswer(Kind.UNCLEAR, said(end));
        };
    }

    private static String said(ExecOutcome end) {
        String line = end.stderr().strip().lines().reduce("", (before, next) -> next.isBlank() ? before : next.strip());
        String text = "curl exit code " + end.exitCode() + (line.isEmpty() ? "" : ", " + line);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
