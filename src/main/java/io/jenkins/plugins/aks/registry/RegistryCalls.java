package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Requests to one registry, logged in where it asks for it. */
final class RegistryCalls {
    private static final int MOST_HOPS = 5;

    private final RegistryHttp http;
    private final RegistryTokens tokens;
    private final Clock clock;

    RegistryCalls(RegistryHttp http, RegistryTokens tokens, Clock clock) {
        this.http = http;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The registry's address, without a slash at the end. */
    String base() {
        return http.base();
    }

    /**
     * @param at a path of the registry, or a URL that it gave out
     * @return the registry's answer, whatever its status, but for 401
     */
    RegistryResponse send(String method, String at, Map<String, String> headers, byte[] body, int most, Scope scope)
            throws OperationException, TransientException {
        String url = at.startsWith("/") ? http.base() + at : at;
        if (!http.isOwn(url)) {
            throw new OperationException(method + " " + url.replaceFirst("\\?.*", "") + ": the registry at "
                    + http.base() + " sends to another address, and gets no token there. If it stands behind a proxy,"
                    + " set the address that it gives out (registry's setting http.host or X-Forwarded-Proto).");
        }
        RegistryHttp.Request request = new RegistryHttp.Request(method, url, headers, body, most);
        Optional<String> known = tokens.header(scope);
        RegistryResponse response = http.send(authorized(request, known));
        if (response.status() == 401) {
            String header = tokens.answer(request, response, scope);
            response = http.send(authorized(request, Optional.of(header)));
        }
        if (response.status() == 401) {
            throw refusal(request.subject(), response);
        }
        return response;
    }

    /** A GET that follows the registry to where it keeps its blobs; no token goes there. */
    RegistryResponse download(String path, int most, Scope scope) throws OperationException, TransientException {
        RegistryResponse response = send("GET", path, Map.of(), null, most, scope);
        for (int hop = 0; isRedirection(response); hop++) {
            String location = RegistryHttp.resolve(
                    response.url(), response.header("location").orElseThrow());
            if (hop == MOST_HOPS || !location.startsWith("https://") && !http.isOwn(location)) {
                throw new OperationException("GET " + http.base() + path + ": leads to "
                        + location.replaceFirst("\\?.*", "") + ", which is not followed: "
                        + (hop == MOST_HOPS ? "more than " + MOST_HOPS + " redirections." : "it is no https address."));
            }
            response = http.send(new RegistryHttp.Request("GET", location, Map.of(), null, most));
        }
        return response;
    }

    OperationException refusal(String subject, RegistryResponse response) throws TransientException {
        return RegistryErrors.of(subject, response, clock);
    }

    private static RegistryHttp.Request authorized(RegistryHttp.Request request, Optional<String> header) {
        return header.map(value -> request.with("Authorization", value)).orElse(request);
    }

    private static boolean isRedirection(RegistryResponse response) {
        return response.status() >= 300
                && response.status() < 400
                && response.header("location").isPresent();
    }
}
