package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Upgrades connections for exec, attach and port-forward, to WebSockets or to SPDY as older clients have it. */
final class StreamUpgrades {
    private static final String V5 = "v5.channel.k8s.io";
    private static final String V4 = "v4.channel.k8s.io";
    private static final String FORWARD = "portforward.k8s.io";
    private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
    private static final HttpString SPDY_PROTOCOL = new HttpString("X-Stream-Protocol-Version");

    private final Executor executor;

    StreamUpgrades(Executor executor) {
        this.executor = executor;
    }

    void exec(Request request, Cluster cluster, ObjectNode pod, String container, boolean attach) throws Exception {
        Query query = request.query();
        List<String> command = query.all("command");
        if (!attach && command.isEmpty()) {
            throw ApiError.badRequest("you must specify at least one command for the container");
        }
        Served served = peer -> {
            ExecSession session = new ExecSession(cluster, pod, container, peer);
            if (attach) {
                session.attach(query.isTrue("stdin"));
            } else {
                session.exec(command, query.isTrue("stdin"), query.isTrue("tty"));
            }
        };
        if (request.wantsSpdy()) {
            Set<String> wanted = Stream.of("stdin", "stdout", "stderr")
                    .filter(query::isTrue)
                    .filter(stream -> !stream.equals("stderr") || !query.isTrue("tty"))
                    .collect(Collectors.toSet());
            spdy(request, V4, connection -> {
                AtomicReference<SpdyExec> peer = new AtomicReference<>();
                peer.set(new SpdyExec(connection, wanted, () -> run(() -> served.serve(peer.get()))));
                return peer.get()::opened;
            });
            return;
        }
        webSocket(request, List.of(V5, V4), channel -> {
            SocketExec peer = new SocketExec(channel);
            run(() -> served.serve(peer));
        });
    }

    /** What is done for a client, over whichever protocol. */
    @FunctionalInterface
    private interface Served {
        void serve(ExecPeer peer) throws IOException;
    }

    void forward(Request request, Cluster cluster, ObjectNode pod) throws Exception {
        if (request.wantsSpdy()) {
            spdy(request, FORWARD, connection -> new SpdyForward(cluster, pod, this::run)::opened);
            return;
        }
        if (offered(request).contains(TUNNEL)) {
            webSocket(request, List.of(TUNNEL), channel -> {
                TunnelSocket tunnel = new TunnelSocket(channel);
                SpdyConnection connection = new SpdyConnection(tunnel.input(), tunnel.output());
                run(() -> connection.run(new SpdyForward(cluster, pod, this::run)::opened));
            });
            return;
        }
        List<Integer> ports = ports(request.query());
        webSocket(request, List.of(V4), channel -> new SocketForward(channel, cluster, pod, ports).start(this::run));
    }

    /** @param streams from a connection to what takes its streams */
    private void spdy(Request request, String protocol, Function<SpdyConnection, Consumer<SpdyStream>> streams) {
        List<String> offered = request.all(SPDY_PROTOCOL);
        if (!offered.contains(protocol)) {
            throw ApiError.badRequest("unable to upgrade: unable to negotiate protocol: client supports " + offered
                    + ", server accepts [" + protocol + "]");
        }
        HttpServerExchange exchange = request.exchange();
        exchange.getResponseHeaders().put(SPDY_PROTOCOL, protocol);
        exchange.upgradeChannel("SPDY/3.1", (upgraded, before) -> {
            RawConnection raw = new RawConnection(upgraded);
            SpdyConnection connection = new SpdyConnection(raw.input(), raw.output());
            run(() -> {
                try {
                    connection.run(streams.apply(connection));
                } finally {
                    raw.close();
                }
            });
        });
        exchange.endExchange();
    }

    private static List<Integer> ports(Query query) {
        List<Integer> ports = query.all("ports").stream()
                .flatMap(each -> Arrays.stream(each.split(",")))
                .map(StreamUpgrades::port)
                .toList();
        if (ports.isEmpty()) {
            throw ApiError.badRequest("query parameter \"ports\" is required");
        }
        return ports;
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw ApiError.badRequest("port \"" + text + "\" must be > 0 and <= 65535");
        }
        return port;
    }

    /** What may fail because its client went away. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    private void run(Task task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                // The client went away, or the sandbox is closing under it.
            }
        });
    }

    private void webSocket(Request request, List<String> protocols, Consumer<WebSocketChannel> opened)
            throws Exception {
        if (!request.wantsWebSocket()) {
            throw ApiError.badRequest("Upgrade request required");
        }
        Optional<String> chosen =
                offered(request).stream().filter(protocols::contains).findFirst();
        if (chosen.isEmpty()) {
            throw ApiError.badRequest("unable to upgrade: unable to negotiate protocol: client supports "
                    + offered(request) + ", server accepts " + protocols);
        }
        WebSocketConnectionCallback callback = (exchange, channel) -> opened.accept(channel);
        new WebSocketProtocolHandshakeHandler(Set.of(new Hybi13Handshake(Set.of(chosen.get()), false)), callback)
                .handleRequest(request.exchange());
    }

    private static List<String> offered(Request request) {
        String header = request.header(io.undertow.util.Headers.SEC_WEB_SOCKET_PROTOCOL);
        return header == null ? List.of() : Arrays.asList(header.split("\\s*,\\s*"));
    }
}
