package io.jenkins.plugins.aks.sandbox.network;

import java.util.Map;

/**
 * An answer to an HTTP request.
 *
 * @param status 0 for something that speaks another protocol
 * @param location where a redirection leads; else empty
 * @param type of the body; empty where it is not known
 * @param server what says that it answered; empty where nothing does
 */
public record HttpAnswer(int status, String location, String type, String body, String server) {
    static final HttpAnswer NOT_HTTP = of(0);
    static final HttpAnswer FORBIDDEN = new HttpAnswer(403, "", "text/plain", "Access denied\r\n");

    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            301, "Moved Permanently",
            302, "Found",
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            503, "Service Unavailable");

    HttpAnswer(int status, String location, String type, String body) {
        this(status, location, type, body, "");
    }

    /** The same through a proxy, which names itself. */
    HttpAnswer through(String proxy) {
        return status == 0 ? this : new HttpAnswer(status, location, type, body, proxy);
    }

    static HttpAnswer of(int status) {
        return new HttpAnswer(status, "", "", "");
    }

    String reason() {
        return REASONS.getOrDefault(status, "Unknown");
    }

    boolean isRedirection() {
        return status >= 300 && status < 400 && !location.isEmpty();
    }
}
