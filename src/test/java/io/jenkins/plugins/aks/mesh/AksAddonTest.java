package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.cluster.AksCreateStep;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AksAddonTest extends MeshTestBase {
    private static final String PROVIDER = "azure-keyvault-secrets-provider";
    private static final String PROFILE = "/properties/addonProfiles/azureKeyvaultSecretsProvider";
    private static final String GET = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
    private static final String SET = "Microsoft.KeyVault/vaults/secrets/setSecret/action";

    @BeforeEach
    void cluster() throws Exception {
        AksCreateStep create = new AksCreateStep("demo");
        create.setNodeCount(1);
        run(create);
    }

    private String clusterId() {
        return cloud.group("demo") + "/providers/Microsoft.ContainerService/managedClusters/demo";
    }

    private String shown(String pointer) {
        return cloud.get(clusterId(), SimulatedCloud.AKS).text(pointer);
    }

    private static AksAddonStep provider() {
        AksAddonStep step = new AksAddonStep(PROVIDER);
        step.setVault("first");
        return step;
    }

    private static AksAddonStep off(String name) {
        AksAddonStep step = new AksAddonStep(name);
        step.setState("off");
        return step;
    }

    private int puts() {
        return cloud.sandbox
                .requests()
                .matching("PUT", ".*/managedClusters/demo")
                .size();
    }

    private String objectId(Map<String, Object> result) {
        return String.valueOf(((Map<?, ?>) result.get("identity")).get("objectId"));
    }

    @Test
    void theProvidersIdentityMayReadSecretsAndNoMoreAndASecondRunWritesNothing() throws Exception {
        Map<String, Object> first = run(provider());
        int writes = written();
        Map<String, Object> second = run(provider());

        assertThat(first)
                .containsEntry("name", PROVIDER)
                .containsEntry("enabled", true)
                .containsEntry("vaultId", vault)
                .containsEntry("changed", true);
        assertThat(shown(PROFILE + "/config/enableSecretRotation")).isEqualTo("false");
        assertThat(objectId(first)).isEqualTo(shown(PROFILE + "/identity/objectId"));
        assertThat(second).containsEntry("changed", false).containsEntry("identity", first.get("identity"));
        assertThat(written()).isEqualTo(writes);
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));
        assertThat(cloud.sandbox.rights().allowsData(objectId(first), vault, GET))
                .isTrue();
        assertThat(cloud.sandbox.rights().allowsData(objectId(first), vault, SET))
                .isFalse();
    }

    @Test
    void theWorkshopsRoleIsThereOnRequest() throws Exception {
        AksAddonStep step = provider();
        step.setRoles(List.of("Key Vault Administrator"));
        Map<String, Object> result = run(step);

        cloud.pass(Rights.PROPAGATION.plusSeconds(1));
        assertThat(result).containsEntry("roles", List.of("Key Vault Administrator"));
        assertThat(cloud.sandbox.rights().allowsData(objectId(result), vault, SET))
                .isTrue();
    }

    @Test
    void killedAndWithLostAnswersItWritesOnce() throws Exception {
        int before = puts();
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/managedClusters/demo").cutting(Cut.AFTER_EFFECT));

        session.runDying(operation(provider()));

        assertThat(puts()).isEqualTo(before + 1);
        assertThat(run(provider())).containsEntry("changed", false);
    }

    @Test
    void settingsAreChangedAndOthersKept() throws Exception {
        run(provider());
        AksAddonStep rotating = provider();
        rotating.setConfig(Map.of("EnableSecretRotation", "true"));

        assertThat(run(rotating)).containsEntry("changed", true);

        assertThat(shown(PROFILE + "/config/enableSecretRotation")).isEqualTo("true");
        assertThat(shown(PROFILE + "/config/rotationPollInterval")).isEqualTo("2m");
        assertThat(run(rotating)).containsEntry("changed", false);
        assertThat(run(provider())).containsEntry("changed", false);
    }

    @Test
    void otherAddonsGoOnAndOff() throws Exception {
        assertThat(run(off("azure-policy"))).containsEntry("changed", false);
        assertThat(run(new AksAddonStep("azure-policy")))
                .containsEntry("enabled", true)
                .containsEntry("changed", true);
        assertThat(run(off("azure-policy"))).containsEntry("enabled", false).containsEntry("changed", true);
        assertThat(shown("/properties/addonProfiles/azurepolicy/enabled")).isEqualTo("false");
        assertThat(run(off("azure-policy"))).containsEntry("changed", false);
    }

    @Test
    void aVaultThatGoesByAccessPoliciesOrIsNotThereIsRefusedBeforeTheClusterIsWritten() throws Exception {
        cloud.put(
                vault,
                "2023-07-01",
                "{'location':'westeurope','properties':{'enableRbacAuthorization':false,'accessPolicies':[],'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
        int before = puts();

        assertThatThrownBy(() -> run(provider()))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "VaultWithoutRoles"))
                .hasMessageContaining("Key vault first goes by access policies");
        AksAddonStep other = provider();
        other.setVault("second");
        assertThatThrownBy(() -> run(other)).hasMessageContaining("vault: 'second' was given");
        assertThat(puts()).isEqualTo(before);
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("name: 'monitoring' was given", new AksAddonStep("monitoring"));
        refused("name: nothing was given", new AksAddonStep(null));
        AksAddonStep state = new AksAddonStep(PROVIDER);
        state.setState("maybe");
        refused("state: 'maybe' was given", state);
        refused("virtual-node needs [SubnetName", new AksAddonStep("virtual-node"));
        refused("ingress-appgw needs", new AksAddonStep("ingress-appgw"));
        AksAddonStep config = off(PROVIDER);
        config.setConfig(Map.of("a", "b"));
        refused("nothing with state: 'off'", config);
        AksAddonStep policy = new AksAddonStep("azure-policy");
        policy.setVault("first");
        refused("nothing but with azure-keyvault-secrets-provider", policy);
    }

    private void refused(String text, AksAddonStep step) {
        assertThatThrownBy(() -> operation(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }
}
