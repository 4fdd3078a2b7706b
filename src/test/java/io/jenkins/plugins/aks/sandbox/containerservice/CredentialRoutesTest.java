package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.ClusterAccess;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.ClusterUser;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Pem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class CredentialRoutesTest extends ClusterTestBase {

    private Answer credential(String kind) {
        return cloud.post(cluster() + "/" + kind, AKS);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static JsonNode kubeconfig(Answer answer) {
        String yaml = decoded(answer.text("/kubeconfigs/0/value"));
        return Json.from(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    private ClusterAccess access() {
        return cloud.sandbox.clusterAccess();
    }

    @Test
    void aLocalAccountHasTokenAndCertificateForItsClusterOnly() {
        createAndWait();
        JsonNode config = kubeconfig(credential("listClusterUserCredential"));
        String key = ClusterKeys.keyOf(cluster());
        assertThat(config.at("/clusters/0/cluster/server").asText()).isEqualTo(cloud.sandbox.url() + "/k8s/" + key);
        assertThat(decoded(config.at("/clusters/0/cluster/certificate-authority-data")
                        .asText()))
                .isEqualTo(cloud.sandbox.caPem());
        String token = config.at("/users/0/user/token").asText();
        assertThat(access().authenticate(key, token, null)).get().matches(ClusterUser::isAdmin);
        assertThat(access().authenticate(key, "x" + token, null)).isEmpty();
        assertThat(access().authenticate("other", token, null)).isEmpty();
        var certificate = Pem.certificate(
                decoded(config.at("/users/0/user/client-certificate-data").asText()));
        assertThat(access().authenticate(key, null, certificate)).get().matches(ClusterUser::isAdmin);
        access().open("/other", "t", false, false, java.util.List.of());
        assertThat(access().authenticate(ClusterKeys.keyOf("/other"), null, certificate))
                .isEmpty();
        assertThat(decoded(config.at("/users/0/user/client-key-data").asText())).contains("BEGIN RSA PRIVATE KEY");
        assertThat(kubeconfig(credential("listClusterUserCredential"))).isEqualTo(config);
        cloud.delete(cluster(), AKS);
        cloud.pass(Duration.ofMinutes(5));
        assertThat(cloud.get(cluster(), AKS).status()).isEqualTo(404);
        assertThat(access().authenticate(key, token, null)).isEmpty();
    }

    @Test
    void anEntraClusterWantsTokensOfEntra() {
        create(with(p -> {
            p.put("disableLocalAccounts", true);
            p.putObject("aadProfile").put("managed", true).put("enableAzureRBAC", true);
        }));
        cloud.pass(Duration.ofMinutes(6));
        JsonNode config = kubeconfig(credential("listClusterUserCredential"));
        assertThat(config.at("/users/0/user/exec/args").toString()).contains(ClusterAccess.ENTRA_AUDIENCE);
        assertThat(config.at("/users/0/user/token").isMissingNode()).isTrue();
        assertThat(credential("listClusterAdminCredential").refusal()).isEqualTo("400 BadRequest");
        String token = cloud.token(
                        "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        cloud.sandbox.credentials().clientId(),
                        "client_secret",
                        cloud.sandbox.credentials().clientSecret(),
                        "scope",
                        ClusterAccess.ENTRA_AUDIENCE + "/.default")
                .text("/access_token");
        String key = ClusterKeys.keyOf(cluster());
        assertThat(access().authenticate(key, token, null)).get().matches(ClusterUser::isAdmin);
        assertThat(access().authenticate(key, cloud.token(), null)).isEmpty();
    }

    @Test
    void thereIsNothingToHandOutBeforeTheClusterIsUp() {
        create(body());
        assertThat(credential("listClusterUserCredential").refusal()).isEqualTo("409 OperationNotAllowed");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(credential("listClusterUserCredential?format=gopher").refusal())
                .isEqualTo("400 InvalidParameter");
        assertThat(credential("listClusterUserCredential?format=exec").status()).isEqualTo(200);
    }
}
