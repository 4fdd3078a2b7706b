package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** The hosts of the Internet that the sandbox knows; others have no address. */
final class WorldHosts {
    private static final JsonNode HOSTS = read();

    private WorldHosts() {}

    static Optional<String> address(String name) {
        return Optional.ofNullable(
                HOSTS.path(name.toLowerCase(Locale.ROOT)).path("ip").textValue());
    }

    /** What answers at an address and port; empty where nothing does. */
    static Optional<HttpAnswer> at(String ip, int port) {
        for (JsonNode host : HOSTS) {
            JsonNode answer = host.path(Integer.toString(port));
            if (host.path("ip").asText().equals(ip) && answer.isObject()) {
                return Optional.of(new HttpAnswer(
                        answer.path("status").asInt(), answer.path("location").asText(""), "", ""));
            }
        }
        return Optional.empty();
    }

    private static JsonNode read() {
        try (InputStream in = WorldHosts.class.getResourceAsStream("/sandbox/worldHosts.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's hosts cannot be read", e);
        }
    }
}
