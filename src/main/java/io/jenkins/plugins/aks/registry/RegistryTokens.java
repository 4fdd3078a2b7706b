package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The {@code Authorization} headers towards one registry, by scope, as long as they are good. */
final class RegistryTokens {
    private static final int MOST = 1 << 20;
    private static final Duration MARGIN = Duration.ofSeconds(20);
    /** What the token specification says where a service gives no lifetime. */
    private static final int SECONDS = 60;

    private static final Map<String, String> FORM =
            Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");

    private final RegistryHttp http;
    private final RegistryLogin login;
    private final Clock clock;
    private final Map<Scope, Known> known = new ConcurrentHashMap<>();
    private volatile String refreshToken;

    RegistryTokens(RegistryHttp http, RegistryLogin login, Clock clock) {
        this.http = http;
        this.login = login;
        this.clock = clock;
    }

    /** What was good for this scope before; empty to ask without any, and learn what the registry wants. */
    Optional<String> header(Scope scope) {
        Known found = known.get(scope);
        boolean fresh = found != null && clock.instant().isBefore(found.until());
        return fresh ? Optional.of(found.header()) : Optional.empty();
    }

    /**
     * Logs in as the registry wants it.
     *
     * @param refused the answer with status 401
     * @throws RegistryException where there is no way to log in
     */
    String answer(RegistryHttp.Request request, RegistryResponse refused, Scope scope)
            throws OperationException, TransientException {
        known.remove(scope);
        List<Challenge> challenges = Challenge.all(refused.headers("www-authenticate"));
        Optional<Challenge> bearer = Challenge.of("bearer", challenges);
        Known answer;
        if (bearer.isPresent()) {
            answer = token(bearer.get(), scope);
        } else if (Challenge.of("basic", challenges).isPresent() && login instanceof RegistryLogin.Password password) {
            answer = new Known(basic(password), clock.instant().plus(Duration.ofHours(1)));
        } else {
            throw RegistryErrors.of(request.subject(), refused, clock);
        }
        known.put(scope, answer);
        return answer.header();
    }

    private Known token(Challenge challenge, Scope scope) throws OperationException, TransientException {
        String realm = challenge.parameter("realm");
        if (!realm.startsWith("https://") && !http.isOwn(realm)) {
            throw new OperationException(http.base() + ": the registry sends to '" + realm
                    + "' for a token, which is no https address. No credential is sent there.");
        }
        RegistryResponse response;
        if (login instanceof RegistryLogin.Entra entra) {
            response = exchanged(realm, challenge, scope, entra);
        } else {
            Map<String, String> headers = login instanceof RegistryLogin.Password password
                    ? Map.of("Authorization", basic(password), "Accept", "application/json")
                    : Map.of("Accept", "application/json");
            String query = form(parameters(challenge, scope));
            response = http.send(new RegistryHttp.Request(
                    "GET", realm + (realm.contains("?") ? "&" : "?") + query, headers, null, MOST));
        }
        if (!response.ok()) {
            throw RegistryErrors.of("token for " + scope + " from " + realm, response, clock);
        }
        JsonNode body = Json.lenient(response.body());
        String token = body.path("access_token").asText(body.path("token").asText(""));
        if (token.isEmpty()) {
            throw new OperationException("token for " + scope + " from " + realm + ": the answer has none");
        }
        Duration life = Duration.ofSeconds(body.path("expires_in").asInt(SECONDS));
        Duration good = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
        return new Known("Bearer " + token, clock.instant().plus(good));
    }

    private static Map<String, String> parameters(Challenge challenge, Scope scope) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!challenge.parameter("service").isEmpty()) {
            parameters.put("service", challenge.parameter("service"));
        }
        parameters.put("scope", scope.toString());
        return parameters;
    }

    /** A refresh token that the registry does not take any more is got once again. */
    private RegistryResponse exchanged(String realm, Challenge challenge, Scope scope, RegistryLogin.Entra entra)
            throws OperationException, TransientException {
        if (!http.isOwn(realm)) {
            throw new OperationException(http.base() + ": the registry sends to '" + realm
                    + "' for a token, but the build's Azure identity is shown to the registry itself alone.");
        }
        boolean old = refreshToken != null;
        if (!old) {
            refreshToken = exchange(challenge, entra);
        }
        Map<String, String> fields = parameters(challenge, scope);
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken);
        RegistryResponse response = post(realm, fields);
        if (response.status() == 401 && old) {
            refreshToken = exchange(challenge, entra);
            fields.put("refresh_token", refreshToken);
            response = post(realm, fields);
        }
        return response;
    }

    /** Registries can be told not to take Resource Manager's tokens, so there is more than one scope to try. */
    private String exchange(Challenge challenge, RegistryLogin.Entra entra)
            throws OperationException, TransientException {
        String url = http.base() + "/oauth2/exchange";
        int last = entra.scopes().size() - 1;
        for (int i = 0; ; i++) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("grant_type", "access_token");
            fields.put("service", challenge.parameter("service"));
            if (!entra.tenant().isEmpty()) {
                fields.put("tenant", entra.tenant());
            }
            fields.put("access_token", entra.tokens().token(entra.scopes().get(i)));
            RegistryResponse response = post(url, fields);
            String token = Json.lenient(response.body()).path("refresh_token").asText("");
            if (response.ok() && !token.isEmpty()) {
                return token;
            }
            if (response.status() != 401 || i == last) {
                throw RegistryErrors.of("exchange of the Azure identity's token at " + url, response, clock);
            }
        }
    }

    private RegistryResponse post(String url, Map<String, String> fields)
            throws OperationException, TransientException {
        byte[] body = form(fields).getBytes(StandardCharsets.US_ASCII);
        return http.send(new RegistryHttp.Request("POST", url, FORM, body, MOST));
    }

    private static String form(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }

    private static String basic(RegistryLogin.Password password) {
        String pair = password.user() + ":" + password.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private record Known(String header, Instant until) {}
}
