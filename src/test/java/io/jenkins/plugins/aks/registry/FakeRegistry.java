package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.azure.FakeHttp;
import io.jenkins.plugins.aks.operation.RecordingGate;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A client of {@code demo.azurecr.io} whose answers a test prepares. */
final class FakeRegistry {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String REALM = "https://demo.azurecr.io/oauth2/token";
    static final String CHALLENGE =
            "Bearer realm=\"" + REALM + "\",service=\"demo.azurecr.io\",scope=\"repository:app:pull\"";

    final FakeHttp http = new FakeHttp();
    final RecordingGate gate = new RecordingGate();
    Instant now = NOW;

    Repository app(RegistryLogin login) {
        return new Registry("demo.azurecr.io", http, login, gate, new Ticking()).repository("app");
    }

    Repository app() {
        return app(new RegistryLogin.Anonymous());
    }

    FakeRegistry answer(int status, String body, String... headers) {
        http.answer(status, body, headers);
        return this;
    }

    FakeRegistry challenge() {
        return answer(401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}", "WWW-Authenticate", CHALLENGE);
    }

    static String digest(String content) {
        return Digests.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    private final class Ticking extends Clock {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
