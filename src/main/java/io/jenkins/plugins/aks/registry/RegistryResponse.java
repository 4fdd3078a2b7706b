package io.jenkins.plugins.aks.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry answered.
 *
 * @param url that was asked, for relative locations
 * @param headers by lower-case name, each with all its values
 */
@SuppressWarnings("ArrayRecordComponent") // inside this package only, and compared by nobody
record RegistryResponse(String url, int status, Map<String, List<String>> headers, byte[] body) {

    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Without parameters; empty where there is none. */
    String contentType() {
        return header("content-type")
                .map(value -> value.replaceFirst(";.*", "").strip())
                .orElse("");
    }
}
