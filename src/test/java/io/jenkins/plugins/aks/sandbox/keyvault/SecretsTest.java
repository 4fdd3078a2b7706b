package io.jenkins.plugins.aks.sandbox.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final String OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
    private static final String USER = "4633458b-17de-408a-b874-0445c86b69e6";
    private static final String VERSION = "?api-version=7.5";

    @TempDir
    Path directory;

    private SimulatedCloud cloud;
    private VaultKit kit;
    private Somebody somebody;
    private String url;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.in(directory);
        kit = new VaultKit(cloud);
        somebody = Somebody.in(cloud, "somebody");
        url = kit.make("first", VaultKit.RBAC);
    }

    @AfterEach
    void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private void officer() {
        kit.role(somebody, "first", OFFICER);
        kit.rolesCount();
    }

    private Answer send(String method, String path, String body) {
        return somebody.vault(method, url + path + VERSION, body);
    }

    @Test
    void nobodyGetsInWithoutATokenForVaults() throws IOException {
        var none = cloud.web.send("GET", url + "/secrets/one" + VERSION, null);
        Answer wrong = cloud.get(url + "/secrets/one" + VERSION, "");

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer authorization=\"" + cloud.sandbox.url() + "/")
                .endsWith("resource=\"https://vault.azure.net\"");
        assertThat(wrong.refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void everySetMakesAVersion() {
        officer();
        Answer one = send("PUT", "/secrets/one", "{'value':'a','contentType':'text','tags':{'x':'y'}}");
        Answer two = send("PUT", "/secrets/one", "{'value':'b','attributes':{'exp':4102444800}}");

        assertThat(one.text("/id")).startsWith(url + "/secrets/one/");
        assertThat(send("GET", "/secrets/one", null).text("/value")).isEqualTo("b");
        Answer first = somebody.vault("GET", one.text("/id") + VERSION, null);
        assertThat(first.text("/value")).isEqualTo("a");
        assertThat(first.text("/contentType")).isEqualTo("text");
        assertThat(two.at("/attributes/exp").asLong()).isEqualTo(4102444800L);
        assertThat(send("GET", "/secrets/one/versions", null).at("/value")).hasSize(2);
        assertThat(send("GET", "/secrets", null).text("/value/0/id")).isEqualTo(url + "/secrets/one");
        assertThat(send("GET", "/secrets", null).at("/value/0").has("value")).isFalse();
        assertThat(send("GET", "/secrets/none", null).refusal()).isEqualTo("404 SecretNotFound");
        assertThat(send("GET", "/secrets/one/0123", null).refusal()).isEqualTo("404 SecretNotFound");
    }

    @Test
    void rolesDecideAndTakeTimeAndADenialIsRemembered() {
        Answer denied = send("GET", "/secrets/one", null);
        assertThat(denied.refusal()).isEqualTo("403 Forbidden");
        assertThat(denied.text("/error/innererror/code")).isEqualTo("ForbiddenByRbac");
        assertThat(denied.message())
                .contains("Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'", somebody.objectId());

        kit.role(somebody, "first", USER);
        cloud.pass(Duration.ofSeconds(70));
        assertThat(send("GET", "/secrets/one", null).refusal()).isEqualTo("403 Forbidden");
        cloud.pass(Duration.ofSeconds(10));
        assertThat(send("GET", "/secrets/one", null).refusal())
                .as("the role counts, but the vault remembers")
                .isEqualTo("403 Forbidden");
        cloud.pass(VaultGuard.REMEMBERED);
        assertThat(send("GET", "/secrets/one", null).refusal()).isEqualTo("404 SecretNotFound");
        assertThat(send("PUT", "/secrets/one", "{'value':'a'}").text("/error/innererror/code"))
                .isEqualTo("ForbiddenByRbac");
    }

    @Test
    void theOwnerOfTheSubscriptionHasNoRightToSecrets() {
        String token = cloud.tokenFor("https://vault.azure.net/.default");
        assertThat(cloud.as(token, "GET", url + "/secrets/one" + VERSION, "", null)
                        .refusal())
                .isEqualTo("403 Forbidden");
    }

    @Test
    void deletedSecretsAreRecoveredOrPurged() {
        officer();
        send("PUT", "/secrets/one", "{'value':'a'}");
        Answer deleted = send("DELETE", "/secrets/one", null);
        assertThat(deleted.text("/recoveryId")).isEqualTo(url + "/deletedsecrets/one");
        assertThat(send("GET", "/deletedsecrets/one", null).status())
                .as("it takes a moment")
                .isEqualTo(404);
        assertThat(send("PUT", "/secrets/one", "{'value':'b'}").text("/error/innererror/code"))
                .isEqualTo("ObjectIsDeletedButRecoverable");
        cloud.pass(Duration.ofSeconds(10));

        assertThat(send("GET", "/deletedsecrets", null).at("/value")).hasSize(1);
        assertThat(send("POST", "/deletedsecrets/one/recover", null).status()).isEqualTo(200);
        assertThat(send("GET", "/secrets/one", null).text("/value")).isEqualTo("a");
        send("DELETE", "/secrets/one", null);
        cloud.pass(Duration.ofSeconds(10));
        assertThat(send("DELETE", "/deletedsecrets/one", null).status()).isEqualTo(204);
        assertThat(send("PUT", "/secrets/one", "{'value':'b'}").status()).isEqualTo(200);
    }

    @Test
    void aDisabledSecretIsNotShown() {
        officer();
        send("PUT", "/secrets/one", "{'value':'a'}");
        send("PATCH", "/secrets/one/", "{'attributes':{'enabled':false}}");

        Answer refused = send("GET", "/secrets/one", null);

        assertThat(refused.text("/error/innererror/code")).isEqualTo("SecretDisabled");
        assertThat(send("PATCH", "/secrets/one", "{'value':'b'}").refusal()).isEqualTo("400 BadParameter");
    }

    @Test
    void theFirewallIsTheFirstToAsk() {
        officer();
        kit.put("first", VaultKit.RBAC + "'networkAcls':{'bypass':'AzureServices','defaultAction':'Deny'},");
        assertThat(send("GET", "/secrets/one", null).text("/error/innererror/code"))
                .isEqualTo("ForbiddenByFirewall");
        kit.put(
                "first",
                VaultKit.RBAC + "'networkAcls':{'defaultAction':'Deny','ipRules':[{'value':'127.0.0.1/32'}]},");
        assertThat(send("GET", "/secrets/one", null).refusal()).isEqualTo("404 SecretNotFound");
        kit.put("first", VaultKit.RBAC + "'publicNetworkAccess':'Disabled',");
        assertThat(send("GET", "/secrets/one", null).text("/error/innererror/code"))
                .isEqualTo("ForbiddenByConnection");
    }

    @Test
    void accessPoliciesDecideWhereRolesDoNot() {
        url = kit.make(
                "second",
                "'accessPolicies':[{'tenantId':'" + cloud.sandbox.credentials().tenantId() + "','objectId':'"
                        + somebody.objectId() + "','permissions':{'secrets':['get','list']}}],");
        assertThat(send("GET", "/secrets/one", null).refusal()).isEqualTo("404 SecretNotFound");
        Answer refused = send("PUT", "/secrets/one", "{'value':'a'}");
        assertThat(refused.text("/error/innererror/code")).isEqualTo("AccessDenied");
        assertThat(refused.message()).contains("does not have secrets set permission on key vault 'second;");
    }

    @Test
    void listsComeInPages() {
        officer();
        for (int i = 0; i < 27; i++) {
            send("PUT", "/secrets/s" + i, "{'value':'a'}");
        }
        Answer page = send("GET", "/secrets", null);
        assertThat(page.at("/value")).hasSize(25);
        Answer rest = somebody.vault("GET", page.text("/nextLink"), null);
        assertThat(rest.at("/value")).hasSize(2);
        assertThat(rest.at("/nextLink").isNull()).isTrue();
    }

    @Test
    void badRequestsAreNamed() {
        officer();
        assertThat(send("GET", "/secrets/a_b", null).message()).contains("invalid name: a_b");
        assertThat(somebody.vault("GET", url + "/secrets/one?api-version=6.0", null)
                        .message())
                .contains("not recognized");
        assertThat(send("PUT", "/secrets/one", "{'values':'a'}").message()).contains("unknown field");
        assertThat(send("PUT", "/secrets/one", "{'value':'" + "x".repeat(26_000) + "'}")
                        .message())
                .contains("25k");
        assertThat(send("GET", "/wishes/one", null).status()).isEqualTo(404);
    }

    @Test
    void theStoreKeepsNoReadableSecretAndASecondStartStillReadsIt() throws IOException {
        officer();
        send("PUT", "/secrets/one", "{'value':'Correct-Horse-Battery'}");
        cloud.sandbox.close();
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file -> text(file).contains("Correct-Horse-Battery"));
        }
        cloud = SimulatedCloud.in(directory, cloud.clock);
        somebody = Somebody.in(cloud, "somebody");
        assertThat(send("GET", "/secrets/one", null).text("/value")).isEqualTo("Correct-Horse-Battery");
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
