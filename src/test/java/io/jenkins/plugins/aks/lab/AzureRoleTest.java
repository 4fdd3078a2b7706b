package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureRoleTest extends VaultTestBase {

    private AzureRoleStep role(String name) {
        AzureRoleStep step = new AzureRoleStep(name);
        step.setScope("Microsoft.KeyVault/vaults/first");
        return step;
    }

    @Test
    void onesOwnRoleOnAVaultIsWaitedForAtTheVault() throws Exception {
        Map<String, Object> first = run(role(OFFICER));
        Map<String, Object> second = run(role(OFFICER));

        assertThat(first)
                .containsEntry("changed", true)
                .containsEntry("effective", true)
                .containsEntry("scope", vault);
        assertThat(second).containsEntry("changed", false).containsEntry("effective", true);
        assertThat(writes()).isEqualTo(1);
        assertThat(cloud.sandbox.requests().matching("GET", "/vault/first/secrets"))
                .hasSizeGreaterThan(2);
        assertThat(session.log).contains("Role " + OFFICER + " on first: assigned, and it counts.");
    }

    @Test
    void aRoleAtTheGroupIsWaitedForInResourceManager() throws Exception {
        AzureRoleStep step = new AzureRoleStep("Monitoring Reader");

        assertThat(run(step)).containsEntry("effective", true).containsEntry("scope", group);
    }

    @Test
    void noWaitGoesOnAtOnce() throws Exception {
        AzureRoleStep step = role(OFFICER);
        step.setNoWait(true);

        assertThat(run(step)).containsEntry("changed", true).containsEntry("effective", false);
        assertThat(cloud.sandbox.requests().matching("GET", "/vault/first/.*")).isEmpty();
    }

    @Test
    void anIdentityByItsNameGetsTheRoleAtOnce() throws Exception {
        cloud.put(
                group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web",
                "2023-01-31",
                "{'location':'westeurope'}");
        AzureRoleStep step = role("Key Vault Secrets User");
        step.setPrincipal("web");

        assertThat(run(step)).containsEntry("changed", true).containsEntry("effective", false);
        assertThat(run(step)).containsEntry("changed", false);
        step.setState("absent");
        assertThat(run(step)).containsEntry("changed", true);
        assertThat(run(step)).containsEntry("changed", false);
        assertThat(writes()).isEqualTo(2);
    }

    @Test
    void aRoleThatNeverBecomesEffectiveIsAClearEnd() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", "/vault/first/secrets")
                        .answering(
                                403,
                                Map.of(),
                                io.jenkins.plugins.aks.sandbox.Json.parse(
                                        "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\","
                                                + "\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}"))
                        .always());

        assertThatThrownBy(() -> run(role(OFFICER)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("role Key Vault Secrets Officer of ")
                .hasMessageContaining("it still does not count: the vault refuses to list secrets (ForbiddenByRbac)");
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("role: nothing was given", new AzureRoleStep(" "));
        AzureRoleStep scope = new AzureRoleStep(OFFICER);
        scope.setScope("vaults/first");
        refused("scope: 'vaults/first' was given", scope);
        AzureRoleStep state = role(OFFICER);
        state.setState("gone");
        refused("state: 'gone' was given", state);
        AzureRoleStep type = role(OFFICER);
        type.setPrincipalType("Robot");
        refused("principalType: 'Robot' was given", type);
        AzureRoleStep principal = role(OFFICER);
        principal.setPrincipal("somebody@example.com");
        refused("principal: 'somebody@example.com' was given", principal);
    }

    private void refused(String text, AzureRoleStep step) {
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "lab")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }

    @Test
    void whereWhatIsInShortAndInFull() throws Exception {
        AzureRoleStep step = role("Reader");
        step.setScope("subscription");
        assertThat(run(step)).containsEntry("scope", cloud.subscription());
        step.setScope(vault + "/");
        assertThat(run(step)).containsEntry("scope", vault);
    }
}
