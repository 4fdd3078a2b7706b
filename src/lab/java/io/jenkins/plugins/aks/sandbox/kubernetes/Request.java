package io.jenkins.plugins.aks.sandbox.kubernetes;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;

/** An HTTP request to one cluster. */
final class Request {
    private final HttpServerExchange exchange;
    private final String cluster;
    private final String path;

    Request(HttpServerExchange exchange) {
        this.exchange = exchange;
        String relative = exchange.getRelativePath();
        int slash = relative.indexOf('/', 1);
        this.cluster = relative.substring(Math.min(1, relative.length()), slash < 0 ? relative.length() : slash);
        this.path = slash < 0 ? "/" : relative.substring(slash);
    }

    HttpServerExchange exchange() {
        return exchange;
    }

    String cluster() {
        return cluster;
    }

    /** The path as a server with this one cluster would have it. */
    String path() {
        return path;
    }

    String method() {
        return exchange.getRequestMethod().toString();
    }

    Query query() {
        return new Query(exchange.getQueryParameters());
    }

    String header(io.undertow.util.HttpString name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** All values of a header that may come more than once, or as a list. */
    java.util.List<String> all(io.undertow.util.HttpString name) {
        java.util.List<String> values = new java.util.ArrayList<>();
        io.undertow.util.HeaderValues given = exchange.getRequestHeaders().get(name);
        if (given != null) {
            given.forEach(value -> values.addAll(java.util.List.of(value.split("\\s*,\\s*"))));
        }
        return values;
    }

    boolean watches() {
        return method().equals("GET") && query().isTrue("watch");
    }

    boolean wantsWebSocket() {
        String upgrade = header(Headers.UPGRADE);
        return upgrade != null && upgrade.equalsIgnoreCase("websocket");
    }

    /** To SPDY, as kubectl did before it took WebSockets. */
    boolean wantsSpdy() {
        String upgrade = header(Headers.UPGRADE);
        return upgrade != null && upgrade.equalsIgnoreCase("SPDY/3.1");
    }

    byte[] body() throws IOException {
        if (!exchange.isBlocking()) {
            exchange.startBlocking();
        }
        return exchange.getInputStream().readAllBytes();
    }

    /** The bearer token, or null. */
    String bearer() {
        String header = header(Headers.AUTHORIZATION);
        boolean bearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer ? header.substring(7).strip() : null;
    }

    /** The client's certificate, or null. */
    X509Certificate certificate() {
        try {
            if (exchange.getConnection().getSslSessionInfo() == null) {
                return null;
            }
            Certificate[] chain = exchange.getConnection().getSslSessionInfo().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own ? own : null;
        } catch (SSLPeerUnverifiedException | io.undertow.server.RenegotiationRequiredException e) {
            return null;
        }
    }
}
