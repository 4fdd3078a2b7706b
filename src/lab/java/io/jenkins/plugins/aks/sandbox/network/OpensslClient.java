package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code openssl s_client}, which does not wait for input here. */
final class OpensslClient {
    private static final Map<String, String> NAMES = Map.of(
            "-connect",
            "c",
            "-showcerts",
            "s",
            "-alpn",
            "a",
            "-servername",
            "n",
            "-CAfile",
            "f",
            "-quiet",
            "q",
            "-brief",
            "b",
            "-verify_quiet",
            "v");

    private OpensslClient() {}

    static ExecResult run(List<String> words, PodNetwork network) {
        if (words.isEmpty() || !words.get(0).equals("s_client")) {
            return ExecResult.failed(1, "openssl: the sandbox knows openssl s_client alone");
        }
        List<String> plain = words.subList(1, words.size()).stream()
                .map(word -> NAMES.containsKey(word) ? "-" + NAMES.get(word) : word)
                .toList();
        Arguments arguments = Arguments.parse(plain, "sqbv", "canf", Map.of());
        String[] place = arguments
                .value("c", arguments.rest().isEmpty() ? "" : arguments.rest().get(0))
                .split(":");
        if (!arguments.wrong().isEmpty() || place.length != 2 || !place[1].matches("\\d{1,5}")) {
            return ExecResult.failed(1, "s_client: " + arguments.wrong() + "\ns_client: Use -help for summary.");
        }
        return connect(place[0], Integer.parseInt(place[1]), arguments, network);
    }

    private static ExecResult connect(String host, int port, Arguments arguments, PodNetwork network) {
        Lookup found = network.lookup(host);
        if (!found.isFound()) {
            return ExecResult.failed(1, "BIO_lookup_ex: Name does not resolve\nconnect:errno=0")
                    .after(Times.of(found));
        }
        List<String> protocols = List.of(arguments.value("a", "").split(","));
        TlsPeer peer = network.secure(found.ip(), port, protocols);
        return switch (peer.outcome()) {
            case REFUSED -> ExecResult.failed(1, "connect: Connection refused\nconnect:errno=111");
            case TIMED_OUT -> ExecResult.failed(1, "connect: Operation timed out\nconnect:errno=110")
                    .after(Times.SYSTEM_CONNECT);
            case RESET -> ExecResult.of(1, "CONNECTED(00000003)\n", "write:errno=104\n");
            case OPEN -> handshake(peer, arguments);
        };
    }

    private static ExecResult handshake(TlsPeer peer, Arguments arguments) {
        String connected = "CONNECTED(00000003)\n";
        if (!peer.speaks()) {
            return ExecResult.of(
                            1,
                            connected + "---\nno peer certificate available\n---\n",
                            "error:0A00010B:SSL routines:ssl3_get_record:wrong version number\n")
                    .after(Times.ROUND_TRIP);
        }
        if (peer.isPublic()) {
            return ExecResult.failed(1, "openssl: the sandbox does not have the certificates of public servers");
        }
        String verified = "verify error:num=19:self-signed certificate in certificate chain\n";
        String alert = peer.wantsClient()
                ? "error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:SSL alert number 116\n"
                : "";
        return ExecResult.of(
                        peer.wantsClient() ? 1 : 0,
                        connected + Certificates.client(peer.chain(), arguments.has("s")) + "Verification error: "
                                + "self-signed certificate in certificate chain\n",
                        verified + alert)
                .after(Times.ROUND_TRIP.plus(Duration.ofMillis(20)));
    }
}
