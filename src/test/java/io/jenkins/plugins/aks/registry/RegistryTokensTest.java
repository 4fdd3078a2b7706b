package io.jenkins.plugins.aks.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.FakeHttp;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTokensTest {
    private static final String MANIFEST = "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"}";
    private static final String BASIC = "Basic "
            + Base64.getEncoder().encodeToString("me:secret".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private final FakeRegistry fake = new FakeRegistry();
    private final List<String> scopes = new ArrayList<>();
    private final RegistryLogin entra = new RegistryLogin.Entra(
            scope -> {
                scopes.add(scope);
                return "entra-token";
            },
            List.of("https://management.azure.com/.default", "https://containerregistry.azure.net/.default"),
            "tenant-1");
    private final RegistryLogin password = new RegistryLogin.Password("me", () -> "secret");

    private FakeRegistry manifest() {
        return fake.answer(200, MANIFEST, "Content-Type", MediaTypes.OCI_MANIFEST);
    }

    @Test
    void exchangesTheAzureIdentityOnce() throws Exception {
        fake.challenge()
                .answer(200, "{\"refresh_token\":\"refresh\"}")
                .answer(200, "{\"access_token\":\"access\",\"expires_in\":3600}");
        manifest();
        Repository app = fake.app(entra);
        assertThat(app.manifest("v1")).isPresent();
        assertThat(scopes).containsExactly("https://management.azure.com/.default");
        List<FakeHttp.Asked> asked = fake.http.asked();
        assertThat(asked.get(0).headers()).doesNotContainKey("authorization");
        assertThat(asked.get(1).url()).isEqualTo("https://demo.azurecr.io/oauth2/exchange");
        assertThat(asked.get(1).body())
                .isEqualTo("grant_type=access_token&service=demo.azurecr.io&tenant=tenant-1&access_token=entra-token");
        assertThat(asked.get(2).url()).isEqualTo("https://demo.azurecr.io/oauth2/token");
        assertThat(asked.get(2).body())
                .isEqualTo(
                        "service=demo.azurecr.io&scope=repository%3Aapp%3Apull&grant_type=refresh_token&refresh_token=refresh");
        assertThat(asked.get(3).headers()).containsEntry("authorization", "Bearer access");
        manifest();
        app.manifest("v1");
        assertThat(fake.http.asked()).hasSize(5);
        assertThat(fake.http.last().headers()).containsEntry("authorization", "Bearer access");
    }

    @Test
    void asksForAnotherTokenOnceTheOldOneEnds() throws Exception {
        fake.challenge()
                .answer(200, "{\"refresh_token\":\"refresh\"}")
                .answer(200, "{\"access_token\":\"one\",\"expires_in\":3600}");
        manifest();
        Repository app = fake.app(entra);
        app.manifest("v1");
        fake.now = fake.now.plusSeconds(3590);
        fake.challenge().answer(200, "{\"access_token\":\"two\",\"expires_in\":3600}");
        manifest();
        app.manifest("v1");
        assertThat(fake.http.last().headers()).containsEntry("authorization", "Bearer two");
        assertThat(scopes).hasSize(1);
    }

    @Test
    void exchangesAgainWhenTheRefreshTokenIsTakenNoMore() throws Exception {
        fake.challenge()
                .answer(200, "{\"refresh_token\":\"old\"}")
                .answer(200, "{\"access_token\":\"one\",\"expires_in\":60}");
        manifest();
        Repository app = fake.app(entra);
        app.manifest("v1");
        fake.now = fake.now.plusSeconds(60);
        fake.challenge()
                .answer(401, "")
                .answer(200, "{\"refresh_token\":\"new\"}")
                .answer(200, "{\"access_token\":\"two\"}");
        manifest();
        app.manifest("v1");
        assertThat(fake.http.asked().get(7).body()).endsWith("refresh_token=new");
    }

    @Test
    void triesTheRegistrysOwnAudienceWhereTokensOfResourceManagerAreRefused() throws Exception {
        fake.challenge()
                .answer(401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\"}]}")
                .answer(200, "{\"refresh_token\":\"refresh\"}")
                .answer(200, "{\"access_token\":\"access\"}");
        manifest();
        fake.app(entra).manifest("v1");
        assertThat(scopes)
                .containsExactly(
                        "https://management.azure.com/.default", "https://containerregistry.azure.net/.default");
    }

    @Test
    void showsTheAzureIdentityToTheRegistryAlone() {
        fake.answer(401, "", "WWW-Authenticate", "Bearer realm=\"https://evil.example/token\",service=\"x\"");
        assertThatThrownBy(() -> fake.app(entra).manifest("v1"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("https://evil.example/token")
                .hasMessageContaining("registry itself alone");
        assertThat(fake.http.asked()).hasSize(1);
        assertThat(scopes).isEmpty();
    }

    @Test
    void givesAPasswordToTheTokenServiceThatTheRegistryNames() throws Exception {
        fake.answer(401, "", "WWW-Authenticate", "Bearer realm=\"https://auth.example/token\",service=\"reg\"")
                .answer(200, "{\"token\":\"t\"}");
        manifest();
        fake.app(password).manifest("v1");
        FakeHttp.Asked token = fake.http.asked().get(1);
        assertThat(token.url()).isEqualTo("https://auth.example/token?service=reg&scope=repository%3Aapp%3Apull");
        assertThat(token.headers()).containsEntry("authorization", BASIC);
        assertThat(fake.http.last().headers()).containsEntry("authorization", "Bearer t");
    }

    @Test
    void givesAPasswordWhereBasicAuthenticationIsWanted() throws Exception {
        fake.answer(401, "", "WWW-Authenticate", "Basic realm=\"reg\"");
        manifest();
        fake.app(password).manifest("v1");
        assertThat(fake.http.last().headers()).containsEntry("authorization", BASIC);
    }

    @Test
    void asksForATokenAsNobody() throws Exception {
        fake.challenge().answer(200, "{\"token\":\"t\"}");
        manifest();
        fake.app().manifest("v1");
        assertThat(fake.http.asked().get(1).headers()).doesNotContainKey("authorization");
    }

    @Test
    void sendsNoCredentialOverPlainHttp() {
        fake.answer(401, "", "WWW-Authenticate", "Bearer realm=\"http://demo.azurecr.io/token\",service=\"x\"");
        assertThatThrownBy(() -> fake.app(password).manifest("v1"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no https address");
        assertThat(fake.http.asked()).hasSize(1);
    }

    @Test
    void saysThatTheCredentialIsRefused() {
        fake.challenge().answer(200, "{\"token\":\"t\"}").challenge();
        assertThatThrownBy(() -> fake.app(password).manifest("v1"))
                .isInstanceOfSatisfying(RegistryException.class, e -> {
                    assertThat(e.isDenied()).isTrue();
                    assertThat(e.code()).isEqualTo("UNAUTHORIZED");
                })
                .hasMessageContaining("AcrPull")
                .hasMessageNotContaining("secret");
    }
}
