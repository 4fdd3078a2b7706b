package io.jenkins.plugins.aks.sandbox.oci;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The endpoint of one registry: the distribution specification 1.1, with the logins of Azure's registries. */
final class OciHandler implements HttpHandler {
    private static final String NAME =
            "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*";

    private final OciPlace place;

    OciHandler(OciPlace place) {
        this.place = place;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        OciRequest request = OciRequest.of(exchange);
        OciAnswer answer;
        try {
            answer = place.arm().sandbox().store().atomically(() -> answer(request));
        } catch (OciRefusal e) {
            answer = e.answer();
        }
        send(exchange, request, answer);
    }

    private static void send(HttpServerExchange exchange, OciRequest request, OciAnswer answer) {
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(new HttpString("Docker-Distribution-Api-Version"), "registry/2.0");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (request.is("HEAD")) {
            exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, answer.body().length);
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
        }
    }

    private OciAnswer answer(OciRequest request) {
        try {
            List<String> path = request.path();
            String first = path.isEmpty() ? "" : path.get(0);
            OciLogin login = new OciLogin(place);
            if (first.equals("oauth2") && path.size() == 2) {
                return login(request, login, path.get(1));
            }
            if (first.equals("v2")) {
                return api(request, login, path);
            }
            throw notFound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OciAnswer login(OciRequest request, OciLogin login, String what) throws IOException {
        if (what.equals("exchange") && request.is("POST")) {
            return login.exchange(request);
        }
        if (what.equals("token") && request.is("POST")) {
            return login.postToken(request);
        }
        if (what.equals("token") && request.is("GET")) {
            return login.getToken(request);
        }
        throw notFound();
    }

    private OciAnswer api(OciRequest request, OciLogin login, List<String> path) throws IOException {
        int size = path.size();
        if (size == 1) {
            login.requireAny(request);
            return OciAnswer.json(io.jenkins.plugins.aks.sandbox.Json.object());
        }
        OciContent content = new OciContent(place);
        if (size == 2 && path.get(1).equals("_catalog")) {
            login.require(request, "registry", "catalog", "*");
            return new ListRoutes(content).catalog(request);
        }
        return repository(request, login, content, path);
    }

    /** {@code /v2/{name}/…}, where the name has slashes. */
    private OciAnswer repository(OciRequest request, OciLogin login, OciContent content, List<String> path)
            throws IOException {
        int size = path.size();
        boolean begins = size >= 4
                && path.get(size - 1).equals("uploads")
                && path.get(size - 2).equals("blobs");
        boolean uploads = size >= 5
                && path.get(size - 2).equals("uploads")
                && path.get(size - 3).equals("blobs");
        int names = uploads ? size - 3 : size - 2;
        if (names < 2) {
            throw notFound();
        }
        String repository = String.join("/", path.subList(1, names));
        if (!repository.matches(NAME)) {
            throw new OciRefusal(400, "NAME_INVALID", "invalid repository name '" + repository + "'");
        }
        String last = path.get(size - 1);
        String kind = begins || uploads ? "uploads" : path.get(size - 2);
        login.require(request, "repository", repository, action(request, kind));
        return switch (kind) {
            case "uploads" -> begins
                    ? new BlobRoutes(content).begin(request, repository)
                    : new BlobRoutes(content).upload(request, repository, last);
            case "blobs" -> new BlobRoutes(content).blob(request, repository, last);
            case "manifests" -> new ManifestRoutes(place, content).answer(request, repository, last);
            case "referrers" -> new ReferrerRoutes(place, content).answer(request, repository, last);
            case "tags" -> tags(request, content, repository, last);
            default -> throw notFound();
        };
    }

    private static OciAnswer tags(OciRequest request, OciContent content, String repository, String last) {
        if (!last.equals("list")) {
            throw notFound();
        }
        return new ListRoutes(content).tags(request, repository);
    }

    private static String action(OciRequest request, String kind) {
        if (kind.equals("uploads") || request.is("PUT")) {
            return "push";
        }
        return request.is("DELETE") ? "delete" : "pull";
    }

    private static OciRefusal notFound() {
        return new OciRefusal(404, "NOT_FOUND", "the page does not exist in this registry");
    }
}
