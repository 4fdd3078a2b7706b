package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A port on 127.0.0.1 that leads to a port of a pod. Each connection to it is a WebSocket of its own; none holds a thread.
 * Close it when done: nothing else does. It does not outlive the JVM, so an operation makes it anew after a restart.
 */
public final class PortForward implements AutoCloseable {
    private final KubernetesClient client;
    private final PodContainer pod;
    private final int port;
    private final AsynchronousServerSocketChannel server;
    private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> trouble = new AtomicReference<>();
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();

    private PortForward(KubernetesClient client, PodContainer pod, int port, AsynchronousServerSocketChannel server) {
        this.client = client;
        this.pod = pod;
        this.port = port;
        this.server = server;
    }

    /**
     * @param pod a Ready pod, as {@link PodChoice#ready} finds one
     * @param port of the container, as {@link PodChoice#port} resolves it: a Service's port is not what a pod listens on
     */
    public static PortForward open(KubernetesClient client, PodContainer pod, int port) throws IOException {
        AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        PortForward forward = new PortForward(client, pod, port, server);
        forward.accept();
        return forward;
    }

    /** Where to connect to. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    /** What the cluster last said of a connection that failed, such as that nothing listens on the port. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
    }

    /** Why the API server last did not open a connection to the pod. */
    public Optional<Throwable> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(ForwardedConnection::close);
    }

    private void accept() {
        server.accept(null, new CompletionHandler<AsynchronousSocketChannel, Void>() {
            @Override
            public void completed(AsynchronousSocketChannel accepted, Void nothing) {
                serve(accepted);
                if (server.isOpen()) {
                    accept();
                }
            }

            @Override
            public void failed(Throwable closed, Void nothing) {
                // The forward was closed.
            }
        });
    }

    private void serve(AsynchronousSocketChannel accepted) {
        ForwardedConnection connection =
                new ForwardedConnection(accepted, this::failed, trouble::set, connections::remove);
        connections.add(connection);
        PodSocket.open(client, pod.path() + "/portforward?ports=" + port, "v4.channel.k8s.io", 30, connection);
    }

    private void failed(Throwable cause) {
        refusal.set(cause);
        trouble.set(String.valueOf(cause.getMessage()));
    }
}
