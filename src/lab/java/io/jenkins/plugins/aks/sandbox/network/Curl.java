package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code curl}: one address, with the options that checks and people use. */
final class Curl {
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("silent", "s"),
            Map.entry("show-error", "S"),
            Map.entry("head", "I"),
            Map.entry("location", "L"),
            Map.entry("fail", "f"),
            Map.entry("insecure", "k"),
            Map.entry("include", "i"),
            Map.entry("output", "o"),
            Map.entry("write-out", "w"),
            Map.entry("max-time", "m"),
            Map.entry("connect-timeout", "c"),
            Map.entry("request", "X"),
            Map.entry("header", "H"));
    private static final String OPENSSL = "OpenSSL/3.3.2: ";
    private static final int MOST_REDIRECTIONS = 50;

    private final PodNetwork network;
    private final Arguments arguments;
    private final StringBuilder out = new StringBuilder();
    private Duration took = Duration.ZERO;
    private String certificates = "";

    private Curl(PodNetwork network, Arguments arguments) {
        this.network = network;
        this.arguments = arguments;
    }

    static ExecResult run(List<String> words, PodNetwork network) {
        Arguments arguments = Arguments.parse(words, "sSILfkiv", "owmcXH", LONG);
        if (!arguments.wrong().isEmpty()) {
            return ExecResult.failed(
                    2, "curl: " + arguments.wrong() + "\ncurl: try 'curl --help' for more information");
        }
        if (arguments.rest().size() != 1) {
            return ExecResult.failed(2, "curl: (2) no URL specified");
        }
        return new Curl(network, arguments).fetch();
    }

    private ExecResult fetch() {
        Url url = Url.parse(arguments.rest().get(0));
        for (int hop = 0; hop < MOST_REDIRECTIONS; hop++) {
            Lookup found = network.lookup(url.host());
            if (!found.isFound()) {
                return fail(6, Times.of(found), "Could not resolve host: " + url.host());
            }
            Optional<ExecResult> unsafe = url.scheme().equals("https") ? handshake(url, found.ip()) : Optional.empty();
            if (unsafe.isPresent()) {
                return unsafe.get();
            }
            String method = arguments.has("I") ? "HEAD" : arguments.value("X", "GET");
            Connection connection = network.connect(found.ip(), url.port(), Protocol.TCP, method, url.path());
            if (!connection.isOpen()) {
                return unconnected(url, connection);
            }
            took = took.plus(Times.ROUND_TRIP);
            HttpAnswer answer = connection.http();
            if (answer.status() == 0) {
                return fail(1, Duration.ZERO, "Received HTTP/0.9 when not allowed");
            }
            headers(answer);
            if (!answer.isRedirection() || !arguments.has("L")) {
                return answered(answer);
            }
            url = url.redirected(answer.location());
        }
        return fail(47, Duration.ZERO, "Maximum (" + MOST_REDIRECTIONS + ") redirects followed");
    }

    /** @return how it ended, where it did not come to a request */
    private Optional<ExecResult> handshake(Url url, String ip) {
        TlsPeer peer = network.secure(ip, url.port(), List.of("h2", "http/1.1"));
        if (peer.outcome() == Connection.Outcome.RESET) {
            return Optional.of(fail(35, Times.ROUND_TRIP, "Recv failure: Connection reset by peer"));
        }
        if (peer.outcome() != Connection.Outcome.OPEN || peer.isPublic()) {
            return Optional.empty();
        }
        if (!peer.speaks()) {
            return Optional.of(
                    fail(35, Times.ROUND_TRIP, OPENSSL + "error:0A00010B:SSL routines::wrong version number"));
        }
        if (!arguments.has("k")) {
            String why = "SSL certificate problem: self-signed certificate in certificate chain\n"
                    + "More details here: https://curl.se/docs/sslcerts.html\n\n"
                    + "curl failed to verify the legitimacy of the server and therefore could not\n"
                    + "establish a secure connection to it. To learn more about this situation and\n"
                    + "how to fix it, please visit the webpage mentioned above.";
            return Optional.of(fail(60, Times.ROUND_TRIP, why));
        }
        certificates = Certificates.curl(peer.chain());
        return peer.wantsClient()
                ? Optional.of(fail(
                        56,
                        Times.ROUND_TRIP.multipliedBy(2),
                        OPENSSL + "error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0"))
                : Optional.of(fail(52, Times.ROUND_TRIP, "Empty reply from server"));
    }

    private ExecResult unconnected(Url url, Connection connection) {
        String where = url.host() + " port " + url.port();
        if (connection.outcome() == Connection.Outcome.RESET) {
            return fail(56, Times.ROUND_TRIP, "Recv failure: Connection reset by peer");
        }
        if (connection.outcome() == Connection.Outcome.REFUSED) {
            return fail(7, Duration.ZERO, "Failed to connect to " + where + " after 1 ms: Couldn't connect to server");
        }
        String limit = arguments.has("m") ? arguments.value("m", "") : arguments.value("c", "");
        if (limit.isEmpty()) {
            return fail(28, Times.SYSTEM_CONNECT, "Failed to connect to " + where + ": Operation timed out");
        }
        long seconds = Times.seconds(limit);
        return fail(
                28,
                Duration.ofSeconds(seconds),
                "Connection timed out after " + (seconds * 1000 + 1) + " milliseconds");
    }

    private void headers(HttpAnswer answer) {
        if (arguments.has("I") || arguments.has("i")) {
            out.append("HTTP/1.1 ").append(answer.status()).append(' ').append(answer.reason());
            out.append("\r\n");
            if (!answer.location().isEmpty()) {
                out.append("location: ").append(answer.location()).append("\r\n");
            }
            if (!answer.server().isEmpty()) {
                out.append("x-envoy-upstream-service-time: 3\r\nserver: ").append(answer.server());
                out.append("\r\n");
            }
            out.append("\r\n");
        }
    }

    private ExecResult answered(HttpAnswer answer) {
        if (arguments.has("f") && answer.status() >= 400) {
            return fail(22, Duration.ZERO, "The requested URL returned error: " + answer.status());
        }
        if (!arguments.has("I") && !arguments.has("o")) {
            out.append(answer.body());
        }
        written(answer.status());
        return ExecResult.of(0, out.toString(), "").after(took);
    }

    private ExecResult fail(int code, Duration after, String why) {
        boolean quiet = arguments.has("s") && !arguments.has("S");
        written(0);
        return ExecResult.of(code, out.toString(), quiet ? "" : "curl: (" + code + ") " + why + "\n")
                .after(took.plus(after));
    }

    private void written(int status) {
        out.append(arguments
                .value("w", "")
                .replace("%{http_code}", String.format("%03d", status))
                .replace("%{response_code}", String.format("%03d", status))
                .replace("%{certs}", certificates)
                .replace("\\n", "\n"));
    }
}
