package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.xnio.XnioWorker;

/**
 * Listens at the addresses of load balancers, which are loopback ones, as far as this machine lets it: ports below 1024 may
 * take root, and not every system has all of 127.0.0.0/8. Where it cannot, the proxy is the only way.
 */
final class LoadBalancers implements AutoCloseable {
    /** More than a lab has; each takes a listening socket. */
    private static final int MOST = 64;

    private final XnioWorker worker;
    private final Function<InetSocketAddress, HttpHandler> handlers;
    /** By address, empty where listening failed. */
    private final Map<InetSocketAddress, Optional<Undertow>> servers = new HashMap<>();

    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Set<InetSocketAddress>> known = new HashMap<>();
    private boolean closed;

    LoadBalancers(XnioWorker worker, Function<InetSocketAddress, HttpHandler> handlers) {
        this.worker = worker;
        this.handlers = handlers;
    }

    /** Listens for the Services that a cluster has now; the caller holds its lock. */
    synchronized void follow(String key, ObjectStore objects) {
        Long version = objects.version();
        if (closed || version.equals(seen.put(key, version))) {
            return;
        }
        Set<InetSocketAddress> wanted = new HashSet<>();
        for (JsonNode service : objects.list(BuiltInTypes.kind("Service"), "")) {
            for (JsonNode ingress : Json.at(service, "status", "loadBalancer", "ingress")) {
                for (JsonNode port : Json.at(service, "spec", "ports")) {
                    wanted.add(new InetSocketAddress(
                            Json.text(ingress, "ip"), port.path("port").asInt()));
                }
            }
        }
        Set<InetSocketAddress> before = known.getOrDefault(key, Set.of());
        known.put(key, wanted);
        before.stream().filter(each -> !wanted.contains(each)).forEach(this::stop);
        wanted.forEach(address -> servers.computeIfAbsent(address, this::listen));
    }

    /** Of a cluster that is gone. */
    synchronized void forget(String key) {
        seen.remove(key);
        Set<InetSocketAddress> gone = known.remove(key);
        if (gone != null) {
            gone.forEach(this::stop);
        }
    }

    private Optional<Undertow> listen(InetSocketAddress address) {
        if (servers.size() >= MOST) {
            return Optional.empty();
        }
        Undertow server = Undertow.builder()
                .addHttpListener(address.getPort(), address.getAddress().getHostAddress())
                .setWorker(worker)
                .setHandler(handlers.apply(address))
                .build();
        try {
            server.start();
            return Optional.of(server);
        } catch (RuntimeException notAllowed) {
            server.stop();
            return Optional.empty();
        }
    }

    private void stop(InetSocketAddress address) {
        Optional<Undertow> server = servers.remove(address);
        if (server != null) {
            server.ifPresent(Undertow::stop);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        servers.values().forEach(server -> server.ifPresent(Undertow::stop));
        servers.clear();
    }
}
