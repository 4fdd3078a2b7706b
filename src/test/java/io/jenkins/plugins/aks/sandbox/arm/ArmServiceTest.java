package io.jenkins.plugins.aks.sandbox.arm;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmServiceTest {
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

    @Test
    void refusesCallersWithoutAGoodToken() throws IOException {
        String url = cloud.sandbox.url() + "/subscriptions?api-version=" + RESOURCES;
        var none = cloud.web.send("GET", url, null);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).contains("AuthenticationFailed");
        assertThat(none.headers().firstValue("WWW-Authenticate").orElse("")).contains("authorization_uri");
        assertThat(cloud.web
                        .send("GET", url, null, "Authorization", "Bearer a.b.c")
                        .body())
                .contains("InvalidAuthenticationToken");
        String forged = cloud.token().substring(0, cloud.token().length() - 6) + "AAAAAA";
        assertThat(cloud.web
                        .send("GET", url, null, "Authorization", "Bearer " + forged)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesAnExpiredTokenAndOneForAnotherAudience() {
        assertThat(cloud.get("/subscriptions", RESOURCES).status()).isEqualTo(200);
        cloud.clock.advance(Duration.ofHours(2));
        assertThat(cloud.get("/subscriptions", RESOURCES).refusal()).isEqualTo("401 ExpiredAuthenticationToken");
        cloud.logout();
        assertThat(cloud.get("/subscriptions", RESOURCES).status()).isEqualTo(200);
        Answer vault = cloud.token(
                "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                "grant_type",
                "client_credentials",
                "client_id",
                cloud.sandbox.credentials().clientId(),
                "client_secret",
                cloud.sandbox.credentials().clientSecret(),
                "scope",
                "https://vault.azure.net/.default");
        assertThat(send(vault.text("/access_token"))).contains("401").contains("InvalidAuthenticationTokenAudience");
    }

    private String send(String token) {
        try {
            var raw = cloud.web.send(
                    "GET",
                    cloud.sandbox.url() + "/subscriptions?api-version=" + RESOURCES,
                    null,
                    "Authorization",
                    "Bearer " + token);
            return raw.statusCode() + raw.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesUnknownPathsMethodsAndVersions() {
        String sub = cloud.subscription();
        assertThat(cloud.get("/subscriptions", "").refusal()).isEqualTo("400 MissingApiVersionParameter");
        assertThat(cloud.get("/subscriptions", "1999-01-01").refusal()).isEqualTo("400 InvalidApiVersionParameter");
        assertThat(cloud.get(sub + "/providers/Microsoft.Compute/skus", "1999-01-01"))
                .satisfies(a -> assertThat(a.refusal()).isEqualTo("400 NoRegisteredProviderFound"))
                .satisfies(a -> assertThat(a.message()).contains("2021-07-01").contains("skus"));
        assertThat(cloud.get(sub + "/providers/Microsoft.Nothing/things", AKS).refusal())
                .isEqualTo("404 InvalidResourceNamespace");
        assertThat(cloud.get(sub + "/providers/Microsoft.ContainerService/things", AKS)
                        .refusal())
                .isEqualTo("404 InvalidResourceType");
        assertThat(cloud.get(sub + "/elsewhere", AKS).refusal()).isEqualTo("404 NotFound");
        assertThat(cloud.post(cloud.group("rg"), RESOURCES).refusal()).isEqualTo("405 MethodNotAllowed");
        assertThat(cloud.get("/subscriptions/nonsense/resourceGroups", RESOURCES)
                        .refusal())
                .isEqualTo("400 InvalidSubscriptionId");
        assertThat(cloud.get("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups", RESOURCES)
                        .refusal())
                .isEqualTo("404 SubscriptionNotFound");
        assertThat(cloud.get("/elsewhere", AKS).status()).isEqualTo(404);
    }

    @Test
    void aReaderReadsAndNobodyElseDoesAnything() {
        ObjectNode lab = cloud.sandbox
                .principals()
                .byClientId(cloud.sandbox.credentials().clientId())
                .orElseThrow();
        lab.putArray("azureRoles").add("Reader");
        cloud.sandbox.principals().put(lab);
        assertThat(cloud.get(cloud.subscription() + "/resourceGroups", RESOURCES)
                        .status())
                .isEqualTo(200);
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{'location':'westeurope'}")
                        .refusal())
                .isEqualTo("403 AuthorizationFailed");
        lab.putArray("azureRoles");
        cloud.sandbox.principals().put(lab);
        Answer refused = cloud.get(cloud.subscription() + "/resourceGroups", RESOURCES);
        assertThat(refused.refusal()).isEqualTo("403 AuthorizationFailed");
        assertThat(refused.message()).contains(cloud.sandbox.credentials().objectId());
        assertThat(cloud.get("/subscriptions", RESOURCES).at("/value")).isEmpty();
    }

    @Test
    void aDoubleSlashIsOneAndIdsComeBack() {
        Answer answer = cloud.arm(
                "GET",
                "/" + cloud.subscription(),
                RESOURCES,
                null,
                "x-ms-client-request-id",
                "mine",
                "x-ms-correlation-request-id",
                "ours");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-ms-client-request-id")).isEqualTo("mine");
        assertThat(answer.header("x-ms-correlation-request-id")).isEqualTo("ours");
        assertThat(answer.header("x-ms-request-id")).hasSize(36);
    }
}
