package io.jenkins.plugins.aks.sandbox;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts a {@link WebService} behind Undertow. */
final class WebAdapter implements HttpHandler {
    private final WebService service;

    WebAdapter(WebService service) {
        this.service = service;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        WebResponse response = service.answer(request(exchange));
        exchange.setStatusCode(response.status());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (response.body().isEmpty()) {
            exchange.endExchange();
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, response.contentType());
        exchange.getResponseSender().send(response.body(), StandardCharsets.UTF_8);
    }

    private static WebRequest request(HttpServerExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(values.getHeaderName().toString().toLowerCase(Locale.ROOT), String.join(", ", values));
        }
        Map<String, String> query = new LinkedHashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
        if (!exchange.isBlocking()) {
            exchange.startBlocking();
        }
        String body = new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> segments = segments(exchange.getRequestURI());
        return new WebRequest(
                exchange.getRequestMethod().toString(),
                "/" + String.join("/", segments),
                segments,
                query,
                headers,
                body,
                Optional.ofNullable(exchange.getAttachment(Front.REQUEST_ID)).orElse(""),
                Optional.ofNullable(exchange.getAttachment(Front.FAULT)).flatMap(FaultRule::crash));
    }

    private static List<String> segments(String rawPath) {
        return Arrays.stream(rawPath.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }
}
