package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** BusyBox' {@code nc}, as a client. */
final class Nc {
    private static final String USAGE = "Usage: nc [-zuv] [-w SEC] HOST PORT";

    private Nc() {}

    static ExecResult run(List<String> words, PodNetwork network) {
        Arguments arguments = Arguments.parse(words, "zuvn", "wi", Map.of());
        List<String> rest = arguments.rest();
        boolean right =
                arguments.wrong().isEmpty() && rest.size() == 2 && rest.get(1).matches("\\d{1,5}");
        if (!right) {
            return ExecResult.failed(1, "nc: " + arguments.wrong() + "\n" + USAGE);
        }
        String host = rest.get(0);
        int port = Integer.parseInt(rest.get(1));
        Lookup found = network.lookup(host);
        if (!found.isFound()) {
            return ExecResult.failed(1, "nc: bad address '" + host + "'").after(Times.of(found));
        }
        Protocol protocol = arguments.has("u") ? Protocol.UDP : Protocol.TCP;
        Connection connection = network.connect(found.ip(), port, protocol, "", "");
        String who = host + " (" + found.ip() + ":" + port + ")";
        // Nothing answers a datagram, whether it comes there or not; and what is reset has been open.
        boolean open = connection.isOpen()
                || connection.outcome() == Connection.Outcome.RESET
                || protocol == Protocol.UDP && connection.outcome() == Connection.Outcome.TIMED_OUT;
        if (open) {
            return ExecResult.of(0, "", arguments.has("v") ? who + " open\n" : "")
                    .after(Times.ROUND_TRIP);
        }
        if (connection.outcome() == Connection.Outcome.REFUSED) {
            return ExecResult.failed(1, "nc: " + who + ": Connection refused").after(Times.ROUND_TRIP);
        }
        return arguments.has("w")
                ? ExecResult.failed(1, "nc: timed out")
                        .after(Duration.ofSeconds(Times.seconds(arguments.value("w", ""))))
                : ExecResult.failed(1, "nc: " + who + ": Operation timed out").after(Times.SYSTEM_CONNECT);
    }
}
