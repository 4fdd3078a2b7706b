package io.jenkins.plugins.aks.sandbox;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xnio.XnioWorker;

/**
 * The data planes of the cloud's services: a vault, a registry, a Grafana. Each has a listener of its own, since clients
 * tell them apart by host and port alone, and keeps its port, since URLs with it are stored everywhere.
 */
final class Endpoints implements AutoCloseable {
    private static final String PREFIX = "endpoint/";

    private final Sandbox sandbox;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    Endpoints(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Opens the endpoint if it isn't open yet, and gives its URL without a slash at the end. */
    synchronized String open(String name, XnioWorker worker, HttpHandler front) {
        Listener known = listeners.get(name);
        return known != null ? known.url() : open(name, worker, front, true);
    }

    /** The same without TLS, for what clients have no other way to reach. */
    synchronized String openPlain(String name, XnioWorker worker, HttpHandler handler) {
        return open(name, worker, handler, false);
    }

    private String open(String name, XnioWorker worker, HttpHandler handler, boolean secure) {
        int kept = sandbox.store()
                .get(PREFIX + name)
                .map(document -> document.path("port").asInt())
                .orElse(0);
        Undertow.Builder builder = Undertow.builder().setWorker(worker).setHandler(handler);
        Undertow server = (secure
                        ? builder.addHttpsListener(kept, "127.0.0.1", Tls.server(sandbox.authority()))
                        : builder.addHttpListener(kept, "127.0.0.1"))
                .build();
        start(name, kept, server);
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        sandbox.store().put(PREFIX + name, Json.object().put("port", port));
        Listener listener = new Listener(server, (secure ? "https" : "http") + "://127.0.0.1:" + port);
        listeners.put(name, listener);
        return listener.url();
    }

    /** Empty where no such endpoint is open. */
    synchronized Optional<String> url(String name) {
        return Optional.ofNullable(listeners.get(name)).map(Listener::url);
    }

    /** Closes the endpoint of a deleted resource and forgets its port. */
    synchronized void forget(String name) {
        Listener listener = listeners.remove(name);
        if (listener != null) {
            listener.server().stop();
        }
        sandbox.store().delete(PREFIX + name);
    }

    private static void start(String name, int port, Undertow server) {
        try {
            server.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException) {
                throw new IllegalStateException(
                        "port " + port + " on 127.0.0.1, where " + name
                                + " of the sandbox was and must be again, is taken: stop what uses it",
                        e);
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        listeners.values().forEach(listener -> listener.server().stop());
        listeners.clear();
    }

    private record Listener(Undertow server, String url) {}
}
