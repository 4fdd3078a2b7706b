package io.jenkins.plugins.aks.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Requests between the services of one sandbox, and from the containers in it: answered without a connection. */
public final class InnerCalls {
    private static final Map<Store, Sandbox> OPEN = Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<String, WebService> services = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final Sandbox sandbox;

    InnerCalls(Sandbox sandbox) {
        this.sandbox = sandbox;
        OPEN.put(sandbox.store(), sandbox);
    }

    /** The sandbox that keeps its state here, for a container's program, which knows no more of it. */
    public static Optional<Sandbox> sandboxOf(Store store) {
        return Optional.ofNullable(OPEN.get(store));
    }

    void add(String prefix, WebService service) {
        services.put(prefix, service);
    }

    /**
     * @param headers by lower-case name
     * @return empty where nothing answers at the URL
     */
    public Optional<WebResponse> send(String method, String url, Map<String, String> headers, String body) {
        Optional<WebService> service = services.entrySet().stream()
                .filter(each -> url.startsWith(each.getKey()))
                .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                .map(Map.Entry::getValue);
        return service.map(found -> found.answer(request(method, URI.create(url), headers, body)));
    }

    private WebRequest request(String method, URI url, Map<String, String> headers, String body) {
        List<String> segments = Arrays.stream(url.getRawPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(InnerCalls::decoded)
                .toList();
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(url.getRawQuery()).orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new WebRequest(
                method,
                "/" + String.join("/", segments),
                segments,
                query,
                new TreeMap<>(headers),
                body,
                sandbox.ids().guid("inner request " + count.incrementAndGet()),
                Optional.empty());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
