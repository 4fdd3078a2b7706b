package io.jenkins.plugins.aks.sandbox.blobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GET (also of a range), HEAD and PUT of a block blob, by signed URLs. */
final class BlobHandler implements HttpHandler {
    private static final int MOST = 512 << 20;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,12})-(\\d{0,12})");

    private final Sandbox sandbox;
    private final BlobStorage storage;

    BlobHandler(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.storage = new BlobStorage(sandbox);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        exchange.startBlocking();
        String name = exchange.getRelativePath().substring(1);
        String method = exchange.getRequestMethod().toString();
        String rights = query(exchange, "sp");
        if (!isSigned(exchange, name, rights)) {
            refuse(
                    exchange,
                    403,
                    "AuthenticationFailed",
                    "Server failed to authenticate the request. Make sure the value of Authorization header is formed"
                            + " correctly including the signature.");
            return;
        }
        boolean writes = method.equals("PUT");
        if (!writes && !method.equals("GET") && !method.equals("HEAD")) {
            refuse(exchange, 405, "UnsupportedHttpVerb", "The resource doesn't support specified Http Verb.");
        } else if (!rights.contains(writes ? "w" : "r")) {
            refuse(
                    exchange,
                    403,
                    "AuthorizationPermissionMismatch",
                    "This request is not authorized to perform this operation using this permission.");
        } else if (writes) {
            put(exchange, name);
        } else {
            get(exchange, name, method.equals("HEAD"));
        }
    }

    private boolean isSigned(HttpServerExchange exchange, String name, String rights) {
        try {
            return storage.isGood(name, rights, query(exchange, "se"), query(exchange, "sig"));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String query(HttpServerExchange exchange, String parameter) {
        Map<String, Deque<String>> all = exchange.getQueryParameters();
        return all.containsKey(parameter) ? all.get(parameter).getFirst() : "";
    }

    private void put(HttpServerExchange exchange, String name) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("x-ms-blob-type");
        if (!"BlockBlob".equals(type)) {
            refuse(
                    exchange,
                    400,
                    "MissingRequiredHeader",
                    "An HTTP header that's mandatory for this request is not specified: x-ms-blob-type.");
            return;
        }
        byte[] content = exchange.getInputStream().readNBytes(MOST + 1);
        if (content.length > MOST) {
            refuse(exchange, 413, "RequestBodyTooLarge", "The request body is too large.");
            return;
        }
        storage.files().write(name, content);
        exchange.setStatusCode(201);
        exchange.endExchange();
    }

    private void get(HttpServerExchange exchange, String name, boolean head) {
        Optional<byte[]> found = storage.files().read(name);
        if (found.isEmpty()) {
            refuse(exchange, 404, "BlobNotFound", "The specified blob does not exist.");
            return;
        }
        byte[] all = found.get();
        ObjectNode meta = sandbox.store().get("blob-meta/" + name).orElseGet(Json::object);
        meta.properties().forEach(field -> exchange.getResponseHeaders()
                .put(
                        new HttpString("x-ms-meta-" + field.getKey()),
                        field.getValue().asText()));
        String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-ms-range"))
                .or(() -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.RANGE)))
                .orElse("");
        Matcher bounds = RANGE.matcher(range);
        byte[] part = all;
        if (bounds.matches()) {
            long from = Long.parseLong(bounds.group(1));
            long to = bounds.group(2).isEmpty()
                    ? all.length - 1
                    : Math.min(all.length - 1, Long.parseLong(bounds.group(2)));
            if (from >= all.length || to < from) {
                refuse(
                        exchange,
                        416,
                        "InvalidRange",
                        "The range specified is invalid for the current size of the resource.");
                return;
            }
            part = Arrays.copyOfRange(all, (int) from, (int) to + 1);
            exchange.setStatusCode(206);
            exchange.getResponseHeaders().put(Headers.CONTENT_RANGE, "bytes " + from + "-" + to + "/" + all.length);
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
        exchange.setResponseContentLength(part.length);
        if (head) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(part));
        }
    }

    private static void refuse(HttpServerExchange exchange, int status, String code, String message) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(new HttpString("x-ms-error-code"), code);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/xml");
        exchange.getResponseSender()
                .send(
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + message
                                + "</Message></Error>",
                        StandardCharsets.UTF_8);
    }
}
