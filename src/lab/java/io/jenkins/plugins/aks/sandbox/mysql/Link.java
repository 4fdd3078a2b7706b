package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.network.Peer;
import io.jenkins.plugins.aks.sandbox.network.PodNetwork;
import java.time.Duration;
import java.util.Optional;

/**
 * A client's way to a server: the socket in its own container, or the network.
 *
 * @param server empty where there is none that answers
 * @param from the client as the server sees it
 * @param error why not
 * @param took how long the client tried
 */
record Link(Optional<Server> server, String from, SqlError error, Duration took) {
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final Duration NO_ANSWER = Duration.ofSeconds(127);
    private static final String SOCKET = "/var/run/mysqld/mysqld.sock";

    static Link open(ExecCall call, ClientOptions options) {
        String host = options.value("h", "localhost");
        boolean network = options.value("protocol", "").equalsIgnoreCase("tcp");
        if (host.equals("localhost") && !network) {
            return socket(call, options.value("S", SOCKET));
        }
        if (host.equals("localhost") || host.equals("127.0.0.1")) {
            Optional<Server> server =
                    Server.of(call.pod(), options.port(), call.cluster()).filter(Server::isUp);
            return server.isPresent() ? reached(server.get(), host) : refused(host, options, 111, ROUND_TRIP);
        }
        Peer peer = PodNetwork.of(call.pod(), call.cluster()).peer(host, options.port());
        return switch (peer.outcome()) {
            case UNKNOWN_HOST -> failed(
                    new SqlError(2005, SqlError.ANY_STATE, "Unknown MySQL server host '" + host + "' (-2)"),
                    ROUND_TRIP);
            case TIMED_OUT -> refused(host, options, 110, patience(options));
            case REFUSED -> refused(host, options, 111, ROUND_TRIP);
            case RESET -> failed(
                    new SqlError(
                            2013,
                            SqlError.ANY_STATE,
                            "Lost connection to MySQL server at 'reading initial communication packet', system error:"
                                    + " 104"),
                    ROUND_TRIP);
            case OPEN -> peer.pod()
                    .flatMap(pod -> Server.of(pod, options.port(), call.cluster()))
                    .filter(Server::isUp)
                    .map(server -> reached(server, peer.from()))
                    .orElseGet(() -> refused(host, options, 111, ROUND_TRIP));
        };
    }

    private static Link socket(ExecCall call, String path) {
        Optional<Server> server = Server.of(call.pod(), call.container(), call.cluster())
                .filter(Server::isUp)
                .filter(found -> found.variable("socket").equals(path));
        return server.map(found -> reached(found, "localhost"))
                .orElseGet(() -> failed(
                        new SqlError(
                                2002,
                                SqlError.ANY_STATE,
                                "Can't connect to local MySQL server through socket '" + path + "' (2)"),
                        Duration.ZERO));
    }

    private static Duration patience(ClientOptions options) {
        String seconds = options.value("connect-timeout", "");
        return seconds.matches("[1-9]\\d{0,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : NO_ANSWER;
    }

    private static Link reached(Server server, String from) {
        return new Link(Optional.of(server), from, null, ROUND_TRIP);
    }

    private static Link refused(String host, ClientOptions options, int number, Duration took) {
        String message = "Can't connect to MySQL server on '" + host + ":" + options.port() + "' (" + number + ")";
        return failed(new SqlError(2003, SqlError.ANY_STATE, message), took);
    }

    private static Link failed(SqlError error, Duration took) {
        return new Link(Optional.empty(), "", error, took);
    }
}
