package io.jenkins.plugins.aks.sandbox.entra;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Pem;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenEndpointTest {
    private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @TempDir
    Path directory;

    private SimulatedCloud cloud;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.in(directory);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private String tenantPath() {
        return "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token";
    }

    private String clientId() {
        return cloud.sandbox.credentials().clientId();
    }

    @Test
    void aSecretGivesATokenThatSaysWhoItIs() {
        Answer answer = cloud.login(cloud.sandbox.credentials().clientSecret());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/expires_in").asLong()).isEqualTo(3599);
        ObjectNode claims =
                cloud.sandbox.tokens().signed(answer.text("/access_token")).orElseThrow();
        assertThat(claims.path("oid").asText())
                .isEqualTo(cloud.sandbox.credentials().objectId());
        assertThat(claims.path("tid").asText())
                .isEqualTo(cloud.sandbox.credentials().tenantId());
        assertThat(claims.path("appid").asText()).isEqualTo(clientId());
        assertThat(claims.path("idtyp").asText()).isEqualTo("app");
        assertThat(claims.path("aud").asText()).isEqualTo(cloud.sandbox.url());
    }

    @Test
    void refusesWithTheNumbersOfEntra() {
        assertThat(cloud.login("wrong"))
                .satisfies(a -> assertThat(a.status()).isEqualTo(401))
                .satisfies(a -> assertThat(a.text("/error")).isEqualTo("invalid_client"))
                .satisfies(a -> assertThat(a.text("/error_description"))
                        .startsWith("AADSTS7000215: ")
                        .doesNotContain("wrong"));
        assertThat(error("client_id", "00000000-0000-0000-0000-000000000000", "client_secret", "x"))
                .isEqualTo("400 unauthorized_client 700016");
        assertThat(error("client_id", clientId())).isEqualTo("401 invalid_client 7000218");
        assertThat(error("client_secret", "x")).isEqualTo("400 invalid_request 900144");
        assertThat(number(cloud.token(tenantPath(), "grant_type", "password"))).isEqualTo(70003);
        assertThat(number(cloud.token("/elsewhere/oauth2/v2.0/token", "grant_type", "client_credentials")))
                .isEqualTo(90002);
        assertThat(number(withScope("openid"))).isEqualTo(1002012);
        assertThat(number(withScope("https://unknown.example/.default"))).isEqualTo(500011);
    }

    private Answer withScope(String scope) {
        return cloud.token(
                tenantPath(),
                "grant_type",
                "client_credentials",
                "client_id",
                clientId(),
                "client_secret",
                "x",
                "scope",
                scope);
    }

    private String error(String... fields) {
        String[] all = new String[fields.length + 4];
        System.arraycopy(fields, 0, all, 4, fields.length);
        all[0] = "grant_type";
        all[1] = "client_credentials";
        all[2] = "scope";
        all[3] = "https://management.azure.com/.default";
        Answer answer = cloud.token(tenantPath(), all);
        return answer.status() + " " + answer.text("/error") + " " + number(answer);
    }

    private static int number(Answer answer) {
        return answer.at("/error_codes/0").asInt();
    }

    @Test
    void aCertificateIsAsGoodAsASecret() throws GeneralSecurityException {
        KeyPair keys = Tokens.rsaKey();
        String pem = Pem.text(cloud.sandbox.authority().clientCertificate("CN=lab", keys.getPublic()));
        ObjectNode lab = cloud.sandbox.principals().byClientId(clientId()).orElseThrow();
        lab.putArray("certificates").add(pem);
        cloud.sandbox.principals().put(lab);
        String audience = cloud.sandbox.url() + tenantPath();
        assertThat(assertion(jwt(keys, clientId(), clientId(), audience, 60)).status())
                .isEqualTo(200);
        assertThat(number(assertion(jwt(keys, clientId(), clientId(), audience, -60))))
                .isEqualTo(700024);
        assertThat(number(assertion(jwt(Tokens.rsaKey(), clientId(), clientId(), audience, 60))))
                .isEqualTo(700027);
        assertThat(number(assertion(jwt(keys, clientId(), clientId(), "https://elsewhere/", 60))))
                .isEqualTo(700027);
        assertThat(number(assertion("nonsense"))).isEqualTo(50027);
    }

    @Test
    void aFederatedTokenMustMatchItsRecord() throws GeneralSecurityException {
        KeyPair keys = Tokens.rsaKey();
        String pem = Pem.text(cloud.sandbox.authority().clientCertificate("CN=issuer", keys.getPublic()));
        ObjectNode lab = cloud.sandbox.principals().byClientId(clientId()).orElseThrow();
        lab.putArray("federated")
                .addObject()
                .put("issuer", "https://issuer")
                .put("subject", "me")
                .put("audience", "api://AzureADTokenExchange")
                .put("certificate", pem);
        cloud.sandbox.principals().put(lab);
        assertThat(assertion(jwt(keys, "https://issuer", "me", "api://AzureADTokenExchange", 60))
                        .status())
                .isEqualTo(200);
        assertThat(number(assertion(jwt(keys, "https://issuer", "you", "api://AzureADTokenExchange", 60))))
                .isEqualTo(700213);
    }

    private Answer assertion(String jwt) {
        return cloud.token(
                tenantPath(),
                "grant_type",
                "client_credentials",
                "client_id",
                clientId(),
                "scope",
                "https://management.azure.com/.default",
                "client_assertion_type",
                BEARER,
                "client_assertion",
                jwt);
    }

    private String jwt(KeyPair keys, String issuer, String subject, String audience, long seconds)
            throws GeneralSecurityException {
        ObjectNode claims = Json.object()
                .put("iss", issuer)
                .put("sub", subject)
                .put("aud", audience)
                .put("exp", cloud.clock.instant().getEpochSecond() + seconds);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String content = encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + encoder.encodeToString(signature.sign());
    }

    @Test
    void adfsAndDiscoveryAreThere() throws IOException {
        assertThat(get("/adfs/.well-known/openid-configuration")).contains("/adfs/oauth2/token");
        assertThat(get("/" + cloud.sandbox.credentials().tenantId() + "/v2.0/.well-known/openid-configuration"))
                .contains(tenantPath());
        assertThat(get("/adfs/discovery/keys")).contains("\"kty\":\"RSA\"");
        Answer token = cloud.token(
                "/adfs/oauth2/token",
                "grant_type",
                "client_credentials",
                "client_id",
                clientId(),
                "client_secret",
                cloud.sandbox.credentials().clientSecret(),
                "resource",
                cloud.sandbox.url() + "/");
        assertThat(token.status()).isEqualTo(200);
    }

    private String get(String path, String... headers) throws IOException {
        return cloud.web.send("GET", cloud.sandbox.url() + path, null, headers).body();
    }

    @Test
    void aManagedIdentityGetsATokenForItself() throws IOException {
        String path = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/";
        assertThat(get(path)).contains("Required metadata header not specified");
        ObjectNode answer = Json.parse(get(path, "Metadata", "true"));
        String token = answer.path("access_token").asText();
        assertThat(cloud.sandbox.tokens().valid(token, "https://management.azure.com/"))
                .isPresent();
        assertThat(cloud.web
                        .send(
                                "GET",
                                cloud.sandbox.url() + "/subscriptions?api-version=" + RESOURCES,
                                null,
                                "Authorization",
                                "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(path + "&client_id=nobody", "Metadata", "true")).contains("Identity not found");
        cloud.clock.advance(Duration.ofHours(2));
        assertThat(cloud.sandbox.tokens().valid(token, "https://management.azure.com/"))
                .isEmpty();
    }
}
