package io.jenkins.plugins.aks.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.util.List;
import java.util.Set;

/** What the proxy of a pod makes of a connection from another one. */
public final class Inbound {
    /** Ports of the proxy itself, at which it answers everyone. */
    private static final Set<Integer> OWN = Set.of(15020, 15021, 15090);

    private static final String PEER = "istio";

    private final ClusterView cluster;

    public Inbound(ClusterView cluster) {
        this.cluster = cluster;
    }

    /** What becomes of a connection. */
    public enum Verdict {
        /** It goes on to the pod as it is. */
        PASSED,
        /** It is closed at once. */
        RESET,
        /** The proxy answers a handshake, shows its certificate, and wants one of its client. */
        MUTUAL
    }

    /** Of a client without a proxy that speaks no TLS. */
    public Verdict plain(JsonNode pod, int port) {
        return isCaptured(pod, port) && new PeerPolicies(cluster).of(pod, port) == PeerPolicies.Mode.STRICT
                ? Verdict.RESET
                : Verdict.PASSED;
    }

    /**
     * Of a client without a proxy that begins a handshake.
     *
     * @param protocols that it offers by ALPN; where both kinds of clients are served, those tell a proxy from others
     */
    public Verdict secure(JsonNode pod, int port, List<String> protocols) {
        if (!isCaptured(pod, port)) {
            return Verdict.PASSED;
        }
        boolean peer = protocols.stream().anyMatch(each -> each.equals(PEER) || each.startsWith(PEER + "-"));
        return switch (new PeerPolicies(cluster).of(pod, port)) {
            case DISABLE -> Verdict.PASSED;
            case PERMISSIVE -> peer ? Verdict.MUTUAL : Verdict.PASSED;
            case STRICT -> Verdict.MUTUAL;
        };
    }

    public static boolean isCaptured(JsonNode pod, int port) {
        return Mesh.hasProxy(pod) && !OWN.contains(port);
    }
}
