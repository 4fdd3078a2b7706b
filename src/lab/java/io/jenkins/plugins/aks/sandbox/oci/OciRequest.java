package io.jenkins.plugins.aks.sandbox.oci;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a registry's endpoint.
 *
 * @param query all values of each parameter
 * @param headers by lower-case name
 */
record OciRequest(
        String method,
        List<String> path,
        Map<String, Deque<String>> query,
        Map<String, String> headers,
        InputStream body) {

    static OciRequest of(HttpServerExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(values.getHeaderName().toString().toLowerCase(Locale.ROOT), String.join(", ", values));
        }
        List<String> path = Arrays.stream(exchange.getRequestURI().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        exchange.startBlocking();
        return new OciRequest(
                exchange.getRequestMethod().toString(),
                path,
                exchange.getQueryParameters(),
                headers,
                exchange.getInputStream());
    }

    boolean is(String name) {
        return method.equals(name);
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.getOrDefault(name, new ArrayDeque<>()).peekFirst());
    }

    /** The body, of which more than this many bytes are refused. */
    byte[] bytes(int most, OciRefusal tooLong) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw tooLong;
        }
        return bytes;
    }

    /** All values of each field of a form. */
    Map<String, List<String>> form() throws IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String text = new String(
                bytes(1 << 20, new OciRefusal(413, "SIZE_INVALID", "the form is too long")), StandardCharsets.UTF_8);
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
                fields.computeIfAbsent(name, key -> new java.util.ArrayList<>())
                        .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
