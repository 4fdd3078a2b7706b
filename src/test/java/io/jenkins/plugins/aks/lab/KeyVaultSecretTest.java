package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyVaultSecretTest extends VaultTestBase {

    @BeforeEach
    void mayWrite() throws Exception {
        officer();
    }

    private int sets() {
        return (int) cloud.sandbox
                .requests()
                .matching("PUT", "/vault/first/secrets/one")
                .size();
    }

    @Test
    void aSecretIsSetOnceAndANewValueIsANewVersion() throws Exception {
        Map<String, Object> first = run(set("one", "PASSWORD", "Hello\\!"));
        Map<String, Object> again = run(set("one", "PASSWORD", "Hello\\!"));
        Map<String, Object> other = run(set("one", "PASSWORD", "another"));

        assertThat(first)
                .containsEntry("changed", true)
                .containsEntry("name", "one")
                .containsEntry("vault", "first");
        assertThat(again).containsEntry("changed", false).containsEntry("version", first.get("version"));
        assertThat(other).containsEntry("changed", true);
        assertThat(other.get("version")).isNotEqualTo(first.get("version"));
        assertThat(sets()).isEqualTo(2);
        assertThat(first.toString() + other + session.log).doesNotContain("Hello", "another");
    }

    @Test
    void onlyAttributesThatDifferAreChangedWithoutANewVersion() throws Exception {
        Object version = run(set("one", "PASSWORD", "a")).get("version");
        KeyVaultSecretStep more = set("one", "PASSWORD", "a");
        more.setExpires("2027-01-31");
        more.setContentType("password");
        more.setTags(Map.of("team", "web"));

        assertThat(run(more))
                .containsEntry("changed", true)
                .containsEntry("version", version)
                .containsEntry("expires", "2027-01-31T00:00:00Z");
        assertThat(run(more)).containsEntry("changed", false);
        assertThat(sets()).isEqualTo(1);
    }

    @Test
    void aFileIsTaggedAsAzDoesIt() throws Exception {
        session.files.put("key.bin", new byte[] {1, (byte) 0xff, 3});
        KeyVaultSecretStep step = secret("one");
        step.setFile("key.bin");
        assertThatThrownBy(() -> run(step)).hasMessageContaining("encoding: 'base64'");
        step.setEncoding("base64");

        run(step);

        assertThat(shown("one").text("/value")).isEqualTo("Af8D");
        assertThat(shown("one").text("/tags/file-encoding")).isEqualTo("base64");
        session.files.put("key.txt", "text\n");
        KeyVaultSecretStep text = secret("two");
        text.setFile("key.txt");
        run(text);
        assertThat(shown("two").text("/value")).isEqualTo("text\n");
        assertThat(shown("two").text("/tags/file-encoding")).isEqualTo("utf-8");
    }

    private io.jenkins.plugins.aks.sandbox.Answer shown(String name) throws Exception {
        String token = cloud.tokenFor("https://vault.azure.net/.default");
        String uri = cloud.get(vault, "2023-07-01").text("/properties/vaultUri");
        return cloud.as(token, "GET", uri + "secrets/" + name, "7.5", null);
    }

    @Test
    void aMadeUpValueStays() throws Exception {
        KeyVaultSecretStep step = secret("one");
        step.setGenerate(40);

        assertThat(run(step)).containsEntry("changed", true);
        String value = shown("one").text("/value");
        assertThat(value).hasSize(40);
        assertThat(run(step)).containsEntry("changed", false);
        assertThat(shown("one").text("/value")).isEqualTo(value);
    }

    @Test
    void deletedPurgedAndRecovered() throws Exception {
        run(set("one", "PASSWORD", "a"));
        KeyVaultSecretStep absent = secret("one");
        absent.setState("absent");
        assertThat(run(absent)).containsEntry("changed", true);
        assertThat(run(absent)).containsEntry("changed", false);

        assertThat(run(set("one", "PASSWORD", "b"))).containsEntry("changed", true);
        assertThat(session.log).contains("Secret one: recovering the deleted one of this name.");
        assertThat(shown("one").text("/value")).isEqualTo("b");

        KeyVaultSecretStep purged = secret("one");
        purged.setState("purged");
        assertThat(run(purged)).containsEntry("changed", true);
        assertThat(run(purged)).containsEntry("changed", false);
        assertThat(cloud.sandbox.requests().matching("DELETE", "/vault/first/deletedsecrets/one"))
                .hasSize(1);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsNotRepeated() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", "/vault/first/secrets/one").cutting(FaultRule.Cut.AFTER_EFFECT));

        assertThat(run(set("one", "PASSWORD", "a"))).containsEntry("changed", true);
        assertThat(sets()).isEqualTo(1);
    }

    @Test
    void withoutARoleItWaitsAndThenSaysWhatIsMissing() throws Exception {
        AzureRoleStep role = new AzureRoleStep(OFFICER);
        role.setScope("Microsoft.KeyVault/vaults/first");
        role.setState("absent");
        run(role);
        KeyVaultSecretStep step = set("one", "PASSWORD", "a");
        step.setAccessWait("2m");

        assertThatThrownBy(() -> run(step))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("Forbidden (ForbiddenByRbac)")
                .hasMessageContaining("Key Vault Secrets Officer (Owner and Contributor have no such right)")
                .hasMessageNotContaining("\n");
        assertThat(sets()).isZero();
    }

    @Test
    void theFirewallADisabledSecretAndADeletedVaultAreNamed() throws Exception {
        run(set("one", "PASSWORD", "a"));
        String uri = cloud.get(vault, "2023-07-01").text("/properties/vaultUri");
        session.dataPlane(uri, session.cloud().keyVaultScope())
                .patch(
                        "/secrets/one/",
                        "7.5",
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .readTree("{\"attributes\":{\"enabled\":false}}"));
        assertThatThrownBy(() -> run(set("one", "PASSWORD", "a"))).hasMessageContaining("SecretDisabled");

        vault("'networkAcls':{'defaultAction':'Deny'},");
        assertThatThrownBy(() -> run(set("one", "PASSWORD", "a")))
                .hasMessageContaining("ForbiddenByFirewall")
                .hasMessageContaining("address of the Jenkins controller");

        cloud.delete(vault, "2023-07-01");
        assertThatThrownBy(() -> run(set("one", "PASSWORD", "a")))
                .hasMessageContaining("vault: 'first' was given")
                .hasMessageContaining("was deleted on ");
        cloud.pass(Duration.ofMinutes(1));
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("name: 'a_b' was given", set("a_b", "P", "x"));
        refused("vault: nothing was given", new KeyVaultSecretStep("one"));
        refused("one of variable, file, generate", secret("one"));
        KeyVaultSecretStep two = set("one", "P", "x");
        two.setGenerate(20);
        refused("Leave out all but one", two);
        KeyVaultSecretStep small = secret("one");
        small.setGenerate(4);
        refused("generate: '4' was given", small);
        KeyVaultSecretStep state = set("one", "P", "x");
        state.setState("purged");
        refused("state: 'purged' was given", state);
        KeyVaultSecretStep when = set("one", "P", "x");
        when.setExpires("tomorrow");
        refused("expires: 'tomorrow' was given", when);
        KeyVaultSecretStep order = set("one", "P", "x");
        order.setExpires("2026-01-01");
        order.setNotBefore("2027-01-01");
        refused("a time after notBefore", order);
        KeyVaultSecretStep encoding = secret("one");
        encoding.setEncoding("hex");
        refused("encoding: 'hex' was given", encoding);
    }

    private void refused(String text, KeyVaultSecretStep step) {
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }

    @Test
    void aVariableThatIsNotSetIsNamed() {
        KeyVaultSecretStep step = secret("one");
        step.setVariable("NONE");
        assertThatThrownBy(() -> run(step)).hasMessageContaining("variable: 'NONE' was given");
    }
}
