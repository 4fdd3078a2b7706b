package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.util.List;

/** BusyBox' {@code nslookup}, asking the cluster's name server. */
final class Nslookup {
    private Nslookup() {}

    static ExecResult run(List<String> words, PodNetwork network) {
        List<String> names =
                words.stream().filter(word -> !word.startsWith("-")).toList();
        if (names.isEmpty() || names.size() > 2) {
            return ExecResult.failed(1, "Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]");
        }
        String name = names.get(0);
        Lookup found = network.lookup(name);
        String server = "Server:\t\t" + PodNetwork.NAME_SERVER + "\nAddress:\t" + PodNetwork.NAME_SERVER + ":"
                + PodNetwork.DNS + "\n\n";
        return switch (found.outcome()) {
            case FOUND -> ExecResult.ok(server + "Name:\t" + name + "\nAddress: " + found.ip() + "\n\n")
                    .after(Times.ROUND_TRIP);
            case NO_SUCH_NAME -> ExecResult.of(1, server + "** server can't find " + name + ": NXDOMAIN\n\n", "");
            case REFUSED -> ExecResult.of(1, server + "** server can't find " + name + ": REFUSED\n\n", "");
            case TIMED_OUT -> ExecResult.of(1, ";; connection timed out; no servers could be reached\n\n", "")
                    .after(Times.of(found));
        };
    }
}
