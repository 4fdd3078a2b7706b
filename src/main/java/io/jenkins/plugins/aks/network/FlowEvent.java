package io.jenkins.plugins.aks.network;

import java.util.List;
import java.util.Map;

/**
 * The kind of an agent's event.
 *
 * @param type of Cilium's monitor
 * @param sub what more the type has
 * @param match how a policy matched; for policy verdicts only
 */
record FlowEvent(int type, int sub, int match) {
    private static final int DROP = 1;
    private static final int TRACE = 4;
    private static final int POLICY_VERDICT = 5;
    private static final int ACCESS_LOG = 129;
    private static final List<String> MATCHES =
            List.of("none", "L3-Only", "L3-L4", "L4-Only", "all", "L3-Proto", "Proto-Only");
    private static final Map<Integer, String> POINTS = Map.of(
            0, "to-endpoint",
            1, "to-proxy",
            2, "to-host",
            3, "to-stack",
            4, "to-overlay",
            5, "from-endpoint",
            8, "from-stack",
            10, "from-network",
            11, "to-network");

    boolean isPolicyVerdict() {
        return type == POLICY_VERDICT;
    }

    /** Whether a proxy judged a request, rather than an agent a packet. */
    boolean isRequest() {
        return type == ACCESS_LOG;
    }

    boolean isDrop() {
        return type == DROP;
    }

    /** As the CLI of Hubble writes it, but for drops, for which it writes the reason. */
    String text() {
        return switch (type) {
            case DROP -> "drop";
            case TRACE -> POINTS.getOrDefault(sub, "trace");
            case POLICY_VERDICT -> "policy-verdict:" + (match < MATCHES.size() ? MATCHES.get(match) : match);
            case ACCESS_LOG -> "l7";
            default -> "event " + type;
        };
    }
}
