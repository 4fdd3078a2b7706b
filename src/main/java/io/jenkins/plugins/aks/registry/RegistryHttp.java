package io.jenkins.plugins.aks.registry;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import io.jenkins.plugins.aks.operation.CappedBody;
import io.jenkins.plugins.aks.operation.ConnectionTrouble;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;

/** One request, one answer of at most so many bytes; no login, no redirection, no retry. */
final class RegistryHttp {
    private static final String USER_AGENT = "aks-pipeline-steps";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client;
    private final String host;
    private volatile boolean plain;

    /** @param host of the registry's API, with the port if it has one */
    RegistryHttp(HttpClient client, String host) {
        this.client = client;
        this.host = host;
    }

    /** @param most bytes of the answer's body */
    @SuppressWarnings("ArrayRecordComponent") // inside this package only, and compared by nobody
    record Request(String method, String url, Map<String, String> headers, byte[] body, int most) {
        Request with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Request(method, url, more, body, most);
        }

        /** For messages: without the query, which can hold a signature. */
        String subject() {
            return method + " " + url.replaceFirst("\\?.*", "");
        }
    }

    String base() {
        return (plain ? "http://" : "https://") + host;
    }

    /** True for a URL of the registry itself, which may see its tokens. */
    boolean isOwn(String url) {
        return url.startsWith(base() + "/");
    }

    /**
     * @throws OperationException for an answer that is too long or a certificate that is not trusted
     * @throws TransientException for a broken connection
     */
    RegistryResponse send(Request request) throws OperationException, TransientException {
        try {
            return once(request);
        } catch (RuntimeException e) {
            if (speaksPlainHttp(request, e)) {
                plain = true;
                return send(new Request(
                        request.method(),
                        request.url().replaceFirst("^https:", "http:"),
                        request.headers(),
                        request.body(),
                        request.most()));
            }
            throw ConnectionTrouble.of(request.subject(), e);
        }
    }

    /** A registry on this machine may do without TLS, as with every other client; no other may. */
    private boolean speaksPlainHttp(Request request, RuntimeException failure) {
        SSLException tls = ConnectionTrouble.find(SSLException.class, failure);
        return tls != null
                && request.url().startsWith("https://" + host + "/")
                && LOOPBACK.contains(host.replaceFirst(":\\d+$", ""))
                && String.valueOf(tls.getMessage()).contains("plaintext connection");
    }

    private RegistryResponse once(Request request) throws OperationException {
        HttpRequest http = new HttpRequest(HttpMethod.valueOf(request.method()), request.url());
        http.setHeader(HttpHeaderName.USER_AGENT, USER_AGENT);
        request.headers().forEach((name, value) -> http.setHeader(HttpHeaderName.fromString(name), value));
        if (request.body() != null) {
            http.setHeader(HttpHeaderName.CONTENT_LENGTH, Integer.toString(request.body().length));
            http.setBody(BinaryData.fromBytes(request.body()));
        } else if (request.method().startsWith("P")) {
            http.setHeader(HttpHeaderName.CONTENT_LENGTH, "0");
        }
        try (HttpResponse response = client.sendSync(http, Context.NONE)) {
            return new RegistryResponse(
                    request.url(), response.getStatusCode(), headers(response), body(request, response));
        }
    }

    private static Map<String, List<String>> headers(HttpResponse response) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpHeader header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .addAll(header.getValuesList());
        }
        return headers;
    }

    private static byte[] body(Request request, HttpResponse response) throws OperationException {
        CappedBody body = new CappedBody(request.most());
        try {
            response.writeBodyTo(body);
        } catch (IOException | RuntimeException e) {
            if (body.isTooLong()) {
                throw new OperationException(request.subject() + ": the answer has more than " + request.most()
                        + " bytes, which is not read. Check the image's name.");
            }
            throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
        }
        return body.bytes();
    }

    /** Resolves a location that the registry gave, against the URL that gave it. */
    static String resolve(String url, String location) throws OperationException {
        try {
            return URI.create(url).resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new OperationException(url + ": the registry gave a location that is no URL: '" + location + "'", e);
        }
    }
}
