package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.network.Connection;
import io.jenkins.plugins.aks.sandbox.network.HttpAnswer;
import io.jenkins.plugins.aks.sandbox.network.PodNetwork;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.WorkerUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.xnio.IoUtils;

/**
 * The way into the clusters from the world: an HTTP proxy that answers for the addresses of load balancers, under the
 * policies in force, and for the simulated hosts of the Internet, and says what a proxy says of an address that stays
 * silent. With TLS it connects to names for real, so that a controller behind it still gets at files and updates.
 */
final class WorldProxy implements HttpHandler {
    /** How long the proxy tries to connect, in simulated time. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** How long a connection to a load balancer itself is kept without an answer. */
    private static final Duration DROPPED = Duration.ofMinutes(2);

    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final int HTTP = 80;
    private static final int CONNECT_MILLIS = 15_000;
    private static final int BUFFER = 16 << 10;

    private final Supplier<List<ClusterView>> clusters;
    private final Runnable progress;
    private final UnaryOperator<Duration> real;
    private final Executor executor;

    WorldProxy(
            Supplier<List<ClusterView>> clusters, Runnable progress, UnaryOperator<Duration> real, Executor executor) {
        this.clusters = clusters;
        this.progress = progress;
        this.real = real;
        this.executor = executor;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
            return;
        }
        if (exchange.getRequestMethod().equals(Methods.CONNECT)) {
            tunnel(exchange);
        } else if (exchange.isHostIncludedInRequestURI()) {
            visit(exchange, URI.create(exchange.getRequestURI()));
        } else {
            send(
                    exchange,
                    400,
                    "This is an HTTP proxy to what the clusters of the sandbox offer the world: curl -x"
                            + " http://127.0.0.1:PORT http://ADDRESS/");
        }
    }

    /** What answers at a load balancer's own address, where this machine lets the sandbox listen there. */
    HttpHandler at(String address, int port) {
        return exchange -> {
            exchange.dispatch(() -> {
                progress.run();
                Optional<Connection> connection =
                        connect(URI.create("http://" + address + ":" + port + exchange.getRequestURI()), exchange);
                Connection.Outcome outcome = connection.map(Connection::outcome).orElse(Connection.Outcome.TIMED_OUT);
                switch (outcome) {
                    case OPEN -> answer(
                            exchange, address, connection.orElseThrow().http());
                        // What is dropped stays silent: the client gives up, not the server.
                    case TIMED_OUT -> after(exchange, DROPPED, () -> IoUtils.safeClose(exchange.getConnection()));
                    default -> IoUtils.safeClose(exchange.getConnection());
                }
            });
        };
    }

    private void visit(HttpServerExchange exchange, URI uri) {
        progress.run();
        Optional<Connection> connection = connect(uri, exchange);
        if (connection.isEmpty()) {
            send(
                    exchange,
                    502,
                    uri.getHost().matches(ADDRESS)
                            ? "No Service of the sandbox has the address " + uri.getHost() + "."
                            : "The sandbox's Internet has no host " + uri.getHost() + ".");
            return;
        }
        switch (connection.get().outcome()) {
            case TIMED_OUT -> later(exchange, uri.getHost() + " does not answer.");
            case REFUSED -> send(exchange, 502, uri.getHost() + " refuses the connection.");
            case RESET -> send(exchange, 502, uri.getHost() + " resets the connection.");
            default -> answer(exchange, uri.getHost(), connection.get().http());
        }
    }

    private Optional<Connection> connect(URI uri, HttpServerExchange exchange) {
        int port = uri.getPort() < 0 ? HTTP : uri.getPort();
        if (!uri.getHost().matches(ADDRESS)) {
            return PodNetwork.internet(uri.getHost(), port);
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = exchange.getQueryString();
        return owner(uri.getHost()).map(cluster -> PodNetwork.outside(cluster)
                .request(
                        uri.getHost(),
                        port,
                        exchange.getRequestMethod().toString(),
                        query.isEmpty() ? path : path + "?" + query));
    }

    private static void answer(HttpServerExchange exchange, String host, HttpAnswer answer) {
        if (answer.status() == 0) {
            send(exchange, 502, host + " does not speak HTTP.");
            return;
        }
        if (!answer.type().isEmpty()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.type());
        }
        if (!answer.location().isEmpty()) {
            exchange.getResponseHeaders().put(Headers.LOCATION, answer.location());
        }
        send(exchange, answer.status(), answer.body());
    }

    private Optional<ClusterView> owner(String address) {
        for (ClusterView cluster : clusters.get()) {
            for (ObjectNode service : cluster.list("Service", "")) {
                if (service.at("/status/loadBalancer/ingress")
                        .findValuesAsText("ip")
                        .contains(address)) {
                    return Optional.of(cluster);
                }
            }
        }
        return Optional.empty();
    }

    private void later(HttpServerExchange exchange, String message) {
        after(exchange, real.apply(SILENCE), () -> send(exchange, 504, message));
    }

    private static void after(HttpServerExchange exchange, Duration wait, Runnable task) {
        exchange.dispatch(() -> WorkerUtils.executeAfter(
                exchange.getIoThread(), () -> exchange.dispatch(task), wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void send(HttpServerExchange exchange, int status, String text) {
        exchange.setStatusCode(status);
        exchange.getResponseSender().send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** To a host of the real world. */
    private void tunnel(HttpServerExchange exchange) {
        String[] target = exchange.getRequestURI().split(":");
        if (target.length != 2 || target[0].matches(ADDRESS) || !target[1].matches("\\d{1,5}")) {
            send(exchange, 502, "The Services of the sandbox speak no TLS, and other addresses are not known here.");
            return;
        }
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(target[0], Integer.parseInt(target[1])), CONNECT_MILLIS);
        } catch (IOException e) {
            send(exchange, 502, target[0] + " cannot be reached: " + e.getMessage());
            return;
        }
        exchange.acceptConnectRequest((upgraded, before) -> {
            RawConnection client = new RawConnection(upgraded);
            executor.execute(() -> copy(() -> socket.getInputStream(), client::output, client, socket));
            executor.execute(() -> copy(client::input, () -> socket.getOutputStream(), client, socket));
        });
        exchange.endExchange();
    }

    /** Where bytes come from or go to. */
    @FunctionalInterface
    private interface Open<T> {
        T open() throws IOException;
    }

    /** When one side is done, both are. */
    private static void copy(Open<InputStream> from, Open<OutputStream> to, RawConnection client, Socket socket) {
        try (socket) {
            InputStream in = from.open();
            OutputStream out = to.open();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // One side went away; that is how tunnels end.
        } finally {
            client.close();
        }
    }
}
