package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Principals;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what in a registry: tokens of Entra are exchanged for the registry's own, as Azure's registries do it. A
 * token grants what the principal's roles allow when it is made.
 */
final class OciLogin {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final Duration REFRESH = Duration.ofHours(3);
    private static final Duration ACCESS = Duration.ofMinutes(75);
    private static final String OWN_AUDIENCE = "https://containerregistry.azure.net";

    private final OciPlace place;
    private final ArmContext arm;

    OciLogin(OciPlace place) {
        this.place = place;
        this.arm = place.arm();
    }

    /** {@code POST /oauth2/exchange}. */
    OciAnswer exchange(OciRequest request) throws IOException {
        Map<String, List<String>> form = request.form();
        require(form, "grant_type", "access_token");
        requireService(form);
        String token = first(form, "access_token");
        ObjectNode claims = arm.sandbox()
                .tokens()
                .valid(token, audiences())
                .orElseThrow(() -> unauthorized("the access token is not valid for this registry", ""));
        return OciAnswer.json(Json.object()
                .put("refresh_token", token("refresh_token", claims.path("oid").asText(), Json.array(), REFRESH)));
    }

    /** {@code POST /oauth2/token} with a refresh token. */
    OciAnswer postToken(OciRequest request) throws IOException {
        Map<String, List<String>> form = request.form();
        requireService(form);
        String principal;
        if (first(form, "grant_type").equals("password")) {
            principal = password(first(form, "username"), first(form, "password"));
        } else {
            require(form, "grant_type", "refresh_token");
            principal = refreshed(first(form, "refresh_token"));
        }
        return access(principal, form.getOrDefault("scope", List.of()));
    }

    /** {@code GET /oauth2/token} with basic authentication, or as nobody. */
    OciAnswer getToken(OciRequest request) {
        if (!request.query("service").orElse("").equals(place.host())) {
            throw new OciRefusal(400, "UNSUPPORTED", "the service is not this registry");
        }
        String principal = request.header("authorization").map(this::basic).orElse(NOBODY);
        List<String> scopes = new ArrayList<>(request.query().getOrDefault("scope", new java.util.ArrayDeque<>()));
        return access(principal, scopes);
    }

    private OciAnswer access(String principal, List<String> scopes) {
        ArrayNode granted = Json.array();
        for (String all : scopes) {
            for (String scope : all.split(" ")) {
                String[] parts = scope.split(":");
                if (parts.length == 3) {
                    ObjectNode entry = granted.addObject().put("type", parts[0]).put("name", parts[1]);
                    ArrayNode actions = entry.putArray("actions");
                    allowed(principal, parts[0], List.of(parts[2].split(","))).forEach(actions::add);
                }
            }
        }
        return OciAnswer.json(Json.object().put("access_token", token("access_token", principal, granted, ACCESS)));
    }

    private Set<String> allowed(String principal, String type, List<String> wanted) {
        Set<String> allowed = new LinkedHashSet<>();
        boolean all = wanted.contains("*");
        if (may(principal, "pull/read") || anonymous()) {
            allowed.add(type.equals("registry") ? "*" : "pull");
            allowed.add("metadata_read");
        }
        if (may(principal, "push/write")) {
            allowed.add("push");
            allowed.add("metadata_write");
        }
        if (may(principal, "artifacts/delete")) {
            allowed.add("delete");
        }
        allowed.removeIf(action -> !all && !wanted.contains(action));
        return allowed;
    }

    private boolean may(String principal, String action) {
        return !principal.equals(NOBODY) && place.may(principal, action);
    }

    private boolean anonymous() {
        return place.document().properties().path("anonymousPullEnabled").asBoolean();
    }

    /** @throws OciRefusal 401 with a challenge, unless the request may do this */
    void require(OciRequest request, String type, String name, String action) {
        String scope = type + ":" + name + ":" + action;
        String header = request.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            for (JsonNode entry : granted(header.substring(7).strip(), scope)) {
                if (entry.path("type").asText().equals(type)
                        && entry.path("name").asText().equals(name)) {
                    for (JsonNode each : entry.path("actions")) {
                        if (each.asText().equals(action) || each.asText().equals("*")) {
                            return;
                        }
                    }
                }
            }
            throw unauthorized(
                            "authentication required, visit https://aka.ms/acr/authorization for more information.",
                            scope)
                    .with("WWW-Authenticate", challenge(scope) + ",error=\"insufficient_scope\"");
        }
        if (!header.isEmpty() && allowed(basic(header), type, List.of(action)).contains(action)) {
            return;
        }
        throw unauthorized(
                "authentication required, visit https://aka.ms/acr/authorization for more information.", scope);
    }

    /** For {@code /v2/}: any login will do. */
    void requireAny(OciRequest request) {
        String header = request.header("authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            granted(header.substring(7).strip(), "");
        } else if (header.isEmpty()) {
            throw unauthorized(
                    "authentication required, visit https://aka.ms/acr/authorization for more information.", "");
        } else {
            basic(header);
        }
    }

    private JsonNode granted(String token, String scope) {
        return arm.sandbox()
                .tokens()
                .valid(token, place.host())
                .filter(claims -> claims.path("grant_type").asText().equals("access_token"))
                .orElseThrow(() -> unauthorized("the token is not valid or has expired", scope))
                .path("access");
    }

    private String refreshed(String token) {
        return arm.sandbox()
                .tokens()
                .valid(token, place.host())
                .filter(claims -> claims.path("grant_type").asText().equals("refresh_token"))
                .orElseThrow(() -> unauthorized("the refresh token is not valid or has expired", ""))
                .path("oid")
                .asText();
    }

    private String basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw unauthorized("the authorization is neither Bearer nor Basic", "");
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return password(pair.substring(0, Math.max(0, colon)), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw unauthorized("the authorization cannot be read", "");
        }
    }

    /** A refresh token, for the user that stands for it, or an application's secret. */
    private String password(String user, String password) {
        if (user.equals(NOBODY)) {
            return refreshed(password);
        }
        Optional<ObjectNode> principal = arm.sandbox().principals().byClientId(user);
        return principal
                .filter(found -> found.path("secretHash").asText().equals(Principals.hash(password)))
                .map(found -> found.path("objectId").asText())
                .orElseThrow(() -> unauthorized("the user or the password is wrong", ""));
    }

    private String token(String grant, String principal, ArrayNode access, Duration life) {
        Instant now = arm.sandbox().clock().now();
        ObjectNode claims = Json.object()
                .put("iss", "Azure Container Registry")
                .put("aud", place.host())
                .put("oid", principal)
                .put("grant_type", grant)
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond());
        claims.set("access", access);
        return arm.sandbox().tokens().sign(claims);
    }

    private String[] audiences() {
        boolean arms = !place.document()
                .properties()
                .at("/policies/azureADAuthenticationAsArmPolicy/status")
                .asText("enabled")
                .equalsIgnoreCase("disabled");
        String base = arm.sandbox().url();
        return arms
                ? new String[] {
                    OWN_AUDIENCE,
                    base,
                    base + "/",
                    "https://management.azure.com",
                    "https://management.azure.com/",
                    "https://management.core.windows.net",
                    "https://management.core.windows.net/"
                }
                : new String[] {OWN_AUDIENCE};
    }

    private void requireService(Map<String, List<String>> form) {
        require(form, "service", place.host());
    }

    private static void require(Map<String, List<String>> form, String field, String value) {
        if (!first(form, field).equals(value)) {
            throw new OciRefusal(
                    400,
                    "UNSUPPORTED",
                    "the field " + field + " must be '" + value + "', but is '" + first(form, field) + "'");
        }
    }

    private static String first(Map<String, List<String>> form, String field) {
        return form.getOrDefault(field, List.of("")).get(0);
    }

    private OciRefusal unauthorized(String message, String scope) {
        return new OciRefusal(401, "UNAUTHORIZED", message).with("WWW-Authenticate", challenge(scope));
    }

    private String challenge(String scope) {
        return "Bearer realm=\"" + place.url() + "/oauth2/token\",service=\"" + place.host() + "\""
                + (scope.isEmpty() ? "" : ",scope=\"" + scope + "\"");
    }
}
