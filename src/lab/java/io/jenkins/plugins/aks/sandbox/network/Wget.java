package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** BusyBox' {@code wget}. */
final class Wget {
    private static final Map<String, String> LONG = Map.of(
            "spider", "spider",
            "quiet", "q",
            "timeout", "T",
            "tries", "t",
            "output-document", "O",
            "server-response", "S",
            "header", "h",
            "user-agent", "U",
            "no-check-certificate", "no-check-certificate");
    private static final int MOST_REDIRECTIONS = 5;
    private static final String USAGE = "Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [-T SEC] URL...";

    private final PodNetwork network;
    private final Arguments arguments;
    private final StringBuilder error = new StringBuilder();
    private Duration took = Duration.ZERO;

    private Wget(PodNetwork network, Arguments arguments) {
        this.network = network;
        this.arguments = arguments;
    }

    static ExecResult run(List<String> words, PodNetwork network) {
        Arguments arguments = Arguments.parse(words, "cqSn", "OoTtPUY", LONG);
        if (!arguments.wrong().isEmpty() || arguments.rest().size() != 1) {
            String said = arguments.wrong().isEmpty() ? "" : "wget: " + arguments.wrong() + "\n";
            return ExecResult.failed(1, said + USAGE);
        }
        return new Wget(network, arguments).fetch();
    }

    private ExecResult fetch() {
        Url url = Url.parse(arguments.rest().get(0));
        for (int hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
            Lookup found = network.lookup(url.host());
            if (!found.isFound()) {
                return fail(Times.of(found), "bad address '" + url.host() + "'");
            }
            say("Connecting to " + url.host() + " (" + found.ip() + ":" + url.port() + ")");
            String method = arguments.has("spider") ? "HEAD" : "GET";
            Connection connection = network.connect(found.ip(), url.port(), Protocol.TCP, method, url.path());
            if (!connection.isOpen()) {
                return unconnected(found.ip(), connection);
            }
            took = took.plus(Times.ROUND_TRIP);
            HttpAnswer answer = connection.http();
            if (answer.isRedirection()) {
                url = url.redirected(answer.location());
            } else {
                return answered(answer);
            }
        }
        return fail(Duration.ZERO, "too many redirections");
    }

    private ExecResult unconnected(String ip, Connection connection) {
        if (connection.outcome() == Connection.Outcome.REFUSED) {
            return fail(Duration.ZERO, "can't connect to remote host (" + ip + "): Connection refused");
        }
        if (connection.outcome() == Connection.Outcome.RESET) {
            return fail(Times.ROUND_TRIP, "error getting response: Connection reset by peer");
        }
        return arguments.has("T")
                ? fail(Duration.ofSeconds(Times.seconds(arguments.value("T", ""))), "download timed out")
                : fail(Times.SYSTEM_CONNECT, "can't connect to remote host (" + ip + "): Operation timed out");
    }

    private ExecResult answered(HttpAnswer answer) {
        if (answer.status() == 0) {
            return fail(Duration.ZERO, "error getting response: Connection reset by peer");
        }
        if (answer.status() != 200) {
            return fail(Duration.ZERO, "server returned error: HTTP/1.1 " + answer.status() + " " + answer.reason());
        }
        if (arguments.has("spider")) {
            say("remote file exists");
            return ExecResult.of(0, "", error.toString()).after(took);
        }
        String file = arguments.value("O", "index.html");
        boolean print = file.equals("-");
        say(print ? "writing to stdout" : "saving to '" + file + "'");
        return ExecResult.of(0, print ? answer.body() : "", error.toString()).after(took);
    }

    private void say(String line) {
        if (!arguments.has("q")) {
            error.append(line).append('\n');
        }
    }

    private ExecResult fail(Duration after, String why) {
        return ExecResult.of(1, "", error + "wget: " + why + "\n").after(took.plus(after));
    }
}
