package io.jenkins.plugins.aks.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A sandbox whose time stands still until told to pass, with a client that is logged in as the lab's principal. */
public final class SimulatedCloud implements AutoCloseable {
    public static final String AKS = "2025-09-01";
    public static final String RESOURCES = "2025-04-01";

    public final ManualClock clock;
    public final Sandbox sandbox;
    public final Web web;
    private String token;

    private SimulatedCloud(SandboxSettings settings, ManualClock clock) {
        this(settings, clock, 60);
    }

    private SimulatedCloud(SandboxSettings settings, ManualClock clock, double timeScale) {
        this.clock = clock;
        this.sandbox = Sandbox.start(settings.withClock(clock).withTimeScale(timeScale));
        this.web = new Web(sandbox.caPem());
    }

    public static SimulatedCloud in(Path directory) {
        return new SimulatedCloud(SandboxSettings.in(directory), new ManualClock());
    }

    public static SimulatedCloud in(Path directory, ManualClock clock) {
        return new SimulatedCloud(SandboxSettings.in(directory), clock);
    }

    /** One whose minutes are the clock's minutes, for limits that are given in minutes. */
    public static SimulatedCloud unhurried(SandboxSettings settings) {
        return new SimulatedCloud(settings, new ManualClock(), 1);
    }

    public static SimulatedCloud with(SandboxSettings settings) {
        return new SimulatedCloud(settings, new ManualClock());
    }

    /** Simulated time. */
    public void pass(Duration simulated) {
        clock.advance(sandbox.clock().real(simulated));
    }

    public String subscription() {
        return "/subscriptions/" + sandbox.credentials().subscriptionId();
    }

    public String group(String name) {
        return subscription() + "/resourceGroups/" + name;
    }

    public Answer get(String path, String apiVersion) {
        return arm("GET", path, apiVersion, null);
    }

    public Answer put(String path, String apiVersion, String body, String... headers) {
        return arm("PUT", path, apiVersion, body, headers);
    }

    public Answer post(String path, String apiVersion) {
        return arm("POST", path, apiVersion, null);
    }

    public Answer delete(String path, String apiVersion) {
        return arm("DELETE", path, apiVersion, null);
    }

    /** @param path may have a query */
    public Answer arm(String method, String path, String apiVersion, String body, String... headers) {
        String url = path.startsWith("https:") ? path : sandbox.url() + path;
        String separator = path.contains("?") ? "&" : "?";
        return send(method, apiVersion.isEmpty() ? url : url + separator + "api-version=" + apiVersion, body, headers);
    }

    /** Like {@link #arm}, with a body that is JSON already. */
    public Answer json(String method, String path, String apiVersion, String body) {
        return exactly(method, sandbox.url() + path + "?api-version=" + apiVersion, body);
    }

    private Answer send(String method, String url, String body, String... headers) {
        return exactly(method, url, body == null ? null : body.replace('\'', '"'), headers);
    }

    /** Like {@link #arm}, with another token than the lab's. */
    public Answer as(String bearer, String method, String path, String apiVersion, String body) {
        String url = path.startsWith("https:") ? path : sandbox.url() + path;
        String whole =
                apiVersion.isEmpty() ? url : url + (path.contains("?") ? "&" : "?") + "api-version=" + apiVersion;
        return sent(bearer, method, whole, body == null ? null : body.replace('\'', '"'));
    }

    private Answer exactly(String method, String url, String body, String... headers) {
        return sent(token(), method, url, body, headers);
    }

    private Answer sent(String bearer, String method, String url, String body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + bearer;
        all[2] = "Content-Type";
        all[3] = "application/json";
        try {
            return Answer.of(web.send(method, url, body, all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String token() {
        if (token == null) {
            token = login(sandbox.credentials().clientSecret()).text("/access_token");
        }
        return token;
    }

    /** The lab's token for another service, e.g. of scope {@code https://vault.azure.net/.default}. */
    public String tokenFor(String scope) {
        return token(
                        "/" + sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        sandbox.credentials().clientId(),
                        "client_secret",
                        sandbox.credentials().clientSecret(),
                        "scope",
                        scope)
                .text("/access_token");
    }

    public void logout() {
        token = null;
    }

    public Answer login(String secret) {
        return token(
                "/" + sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                "grant_type",
                "client_credentials",
                "client_id",
                sandbox.credentials().clientId(),
                "client_secret",
                secret,
                "scope",
                sandbox.url() + "/.default");
    }

    /** @param fields names and values of a form */
    public Answer token(String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        try {
            return Answer.of(web.send(
                    "POST",
                    sandbox.url() + path,
                    form.toString(),
                    "Content-Type",
                    "application/x-www-form-urlencoded"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
