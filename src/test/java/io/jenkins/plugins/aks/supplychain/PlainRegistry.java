package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.registry.Digests;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.MediaTypes;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A registry without login on this machine, with or without a list of referrers of its own. */
final class PlainRegistry implements AutoCloseable {
    /** Held, so that its level stays. */
    private static final Logger QUIET = Logger.getLogger("io.undertow");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    /** Every request that changes something. */
    final List<String> writes = new ArrayList<>();
    /** By repository, a slash and a tag or digest. */
    final Map<String, Manifest> manifests = new TreeMap<>();

    final Map<String, byte[]> blobs = new TreeMap<>();

    private final Undertow server;
    private final boolean listsReferrers;

    PlainRegistry(boolean listsReferrers) {
        this.listsReferrers = listsReferrers;
        this.server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setHandler(new BlockingHandler(this::serve))
                .build();
        server.start();
    }

    String host() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return "127.0.0.1:" + address.getPort();
    }

    /** Pushes an image of the given content. */
    Manifest image(String repository, String tag, String content) {
        Manifest image = Manifest.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"annotations\":{\"is\":\""
                                + content + "\"}}")
                        .getBytes(StandardCharsets.UTF_8));
        manifests.put(repository + "/" + tag, image);
        manifests.put(repository + "/" + image.digest(), image);
        return image;
    }

    private synchronized void serve(HttpServerExchange exchange) throws IOException {
        String path = exchange.getRequestPath().substring("/v2/".length());
        byte[] body = exchange.getInputStream().readAllBytes();
        String method = exchange.getRequestMethod().toString();
        boolean reads = method.matches("GET|HEAD");
        if (!reads) {
            writes.add(method + " " + path.replaceFirst("uploads/.*", "uploads/"));
        }
        if (path.contains("/manifests/")) {
            manifest(exchange, path.replace("/manifests/", "/"), body, reads);
        } else if (path.contains("/referrers/")) {
            referrers(exchange, path);
        } else if (path.contains("/blobs/uploads/")) {
            upload(exchange, body);
        } else {
            blob(exchange, path.substring(path.lastIndexOf('/') + 1));
        }
    }

    private void manifest(HttpServerExchange exchange, String key, byte[] body, boolean reads) throws IOException {
        if (reads) {
            Manifest found = manifests.get(key);
            if (found == null) {
                answer(exchange, 404, new byte[0]);
            } else {
                header(exchange, "Content-Type", found.mediaType());
                header(exchange, "Docker-Content-Digest", found.digest());
                answer(exchange, 200, found.bytes());
            }
            return;
        }
        Manifest pushed = Manifest.of(exchange.getRequestHeaders().getFirst("Content-Type"), body);
        manifests.put(key, pushed);
        manifests.put(key.substring(0, key.lastIndexOf('/') + 1) + pushed.digest(), pushed);
        if (listsReferrers && pushed.subject().isPresent()) {
            header(exchange, "OCI-Subject", pushed.subject().get().digest());
        }
        answer(exchange, 201, new byte[0]);
    }

    private void referrers(HttpServerExchange exchange, String path) throws IOException {
        if (!listsReferrers) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        String digest = path.substring(path.lastIndexOf('/') + 1);
        ObjectNode index = new ObjectMapper().createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode list = index.putArray("manifests");
        manifests.values().stream()
                .filter(manifest -> manifest.subject()
                        .filter(subject -> subject.digest().equals(digest))
                        .isPresent())
                .distinct()
                .map(manifest -> manifest.referrer().json())
                .forEach(referrer -> addOnce(list, referrer));
        header(exchange, "Content-Type", MediaTypes.OCI_INDEX);
        answer(exchange, 200, index.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void addOnce(ArrayNode list, JsonNode referrer) {
        for (JsonNode there : list) {
            if (there.equals(referrer)) {
                return;
            }
        }
        list.add(referrer);
    }

    private void upload(HttpServerExchange exchange, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equalToString("POST")) {
            header(exchange, "Location", exchange.getRequestPath() + "1");
            answer(exchange, 202, new byte[0]);
        } else {
            blobs.put(Digests.sha256(body), body);
            answer(exchange, 201, new byte[0]);
        }
    }

    private void blob(HttpServerExchange exchange, String digest) throws IOException {
        byte[] found = blobs.get(digest);
        answer(exchange, found == null ? 404 : 200, found == null ? new byte[0] : found);
    }

    private static void header(HttpServerExchange exchange, String name, String value) {
        exchange.getResponseHeaders().put(new HttpString(name), value);
    }

    private static void answer(HttpServerExchange exchange, int status, byte[] body) throws IOException {
        exchange.setStatusCode(status);
        exchange.setResponseContentLength(body.length);
        if (!exchange.getRequestMethod().equalToString("HEAD")) {
            exchange.getOutputStream().write(body);
        }
        exchange.endExchange();
    }

    @Override
    public void close() {
        server.stop();
    }
}
