package io.jenkins.plugins.aks.sandbox.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultRoutesTest {
    private SimulatedCloud cloud;
    private VaultKit kit;

    @BeforeEach
    void start(@TempDir Path directory) {
        cloud = SimulatedCloud.in(directory);
        kit = new VaultKit(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private String deleted(String name) {
        return cloud.subscription() + "/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/" + name;
    }

    private Answer recover(String name) {
        return kit.put(name, "'createMode':'recover',");
    }

    @Test
    void aVaultIsMadeWithAnEndpointOfItsOwn() {
        Answer made = kit.put("first", VaultKit.RBAC);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/properties/provisioningState")).isEqualTo("RegisteringDns");
        assertThat(made.text("/properties/vaultUri"))
                .startsWith("https://127.0.0.1:")
                .endsWith("/");
        cloud.pass(Duration.ofSeconds(30));

        Answer shown = cloud.get(kit.path("first"), VaultKit.API);

        assertThat(shown.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(shown.at("/properties/softDeleteRetentionInDays").asInt()).isEqualTo(90);
        assertThat(shown.at("/properties/enableRbacAuthorization").asBoolean()).isTrue();
        assertThat(cloud.get(kit.group + "/providers/Microsoft.KeyVault/vaults", VaultKit.API)
                        .at("/value"))
                .hasSize(1);
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThat(kit.put("first", "").message()).contains("accessPolicies is not specified");
        assertThat(kit.put("first", VaultKit.RBAC + "'softDeleteRetentionInDays':3,")
                        .message())
                .contains("between 7 and 90");
        assertThat(kit.put("first", VaultKit.RBAC + "'enablePurgeProtection':false,")
                        .message())
                .contains("irreversible");
        assertThat(kit.put("1st", VaultKit.RBAC).refusal()).isEqualTo("400 InvalidResourceName");
        assertThat(kit.put("first", VaultKit.RBAC + "'colour':'red',").message())
                .contains("unknown field");
        assertThat(cloud.put(kit.path("first"), VaultKit.API, "{'location':'westeurope','properties':{}}")
                        .message())
                .contains("tenantId is not specified");
    }

    @Test
    void aDeletedVaultBlocksItsNameUntilItIsPurged() {
        kit.make("first", VaultKit.RBAC + "'softDeleteRetentionInDays':7,");
        assertThat(cloud.delete(kit.path("first"), VaultKit.API).status()).isEqualTo(200);

        assertThat(kit.put("first", VaultKit.RBAC).refusal()).isEqualTo("409 ConflictError");
        assertThat(cloud.get(deleted("first"), VaultKit.API).text("/properties/vaultId"))
                .isEqualTo(kit.path("first"));
        Answer purge = cloud.post(deleted("first") + "/purge", VaultKit.API);
        assertThat(purge.status()).isEqualTo(202);
        assertThat(cloud.get(purge.header("Location"), "").status()).isEqualTo(202);
        cloud.pass(Duration.ofSeconds(30));
        assertThat(cloud.get(purge.header("Location"), "").status()).isEqualTo(200);
        assertThat(cloud.get(deleted("first"), VaultKit.API).refusal()).isEqualTo("404 DeletedVaultNotFound");
        assertThat(kit.put("first", VaultKit.RBAC).status()).isEqualTo(201);
    }

    @Test
    void aRecoveredVaultHasWhatItHadButNobodysRoles() {
        kit.make("first", VaultKit.RBAC);
        cloud.delete(kit.path("first"), VaultKit.API);

        assertThat(recover("other").refusal()).isEqualTo("404 VaultNotFound");
        assertThat(recover("first").status()).isEqualTo(201);
        cloud.pass(Duration.ofSeconds(30));

        Answer shown = cloud.get(kit.path("first"), VaultKit.API);
        assertThat(shown.at("/properties/enableRbacAuthorization").asBoolean()).isTrue();
        assertThat(shown.at("/properties/createMode").isMissingNode()).isTrue();
        assertThat(cloud.get(deleted("first"), VaultKit.API).status()).isEqualTo(404);
        assertThat(cloud.sandbox.roleAssignments().all()).isEmpty();
    }

    @Test
    void purgeProtectionForbidsPurging() {
        kit.make("first", VaultKit.RBAC + "'enablePurgeProtection':true,");
        cloud.delete(kit.path("first"), VaultKit.API);

        assertThat(cloud.post(deleted("first") + "/purge", VaultKit.API).refusal())
                .isEqualTo("405 MethodNotAllowed");
    }

    @Test
    void deletingTheGroupDeletesItsVaultsSoftly() {
        kit.make("first", VaultKit.RBAC);

        cloud.delete(kit.group, SimulatedCloud.RESOURCES);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(cloud.get(cloud.subscription() + "/providers/Microsoft.KeyVault/deletedVaults", VaultKit.API)
                        .text("/value/0/name"))
                .isEqualTo("first");
    }

    @Test
    void aNameIsFreeOnce() {
        String check = cloud.subscription() + "/providers/Microsoft.KeyVault/checkNameAvailability";
        String body = "{'name':'first','type':'Microsoft.KeyVault/vaults'}";
        assertThat(cloud.arm("POST", check, VaultKit.API, body)
                        .at("/nameAvailable")
                        .asBoolean())
                .isTrue();
        kit.make("first", VaultKit.RBAC);
        assertThat(cloud.arm("POST", check, VaultKit.API, body).text("/reason")).isEqualTo("AlreadyExists");
        cloud.put(cloud.group("other"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        assertThat(cloud.put(kit.path("first").replace("/lab/", "/other/"), VaultKit.API, kit.body(VaultKit.RBAC))
                        .refusal())
                .isEqualTo("409 VaultAlreadyExists");
    }

    @Test
    void accessPoliciesComeAndGoOneByOne() {
        kit.make("first", "'accessPolicies':[],");
        String who = cloud.sandbox.credentials().objectId();
        String policies = "{'properties':{'accessPolicies':[{'tenantId':'"
                + cloud.sandbox.credentials().tenantId() + "','objectId':'" + who
                + "','permissions':{'secrets':['get']}}]}}";
        cloud.put(kit.path("first") + "/accessPolicies/add", VaultKit.API, policies);
        assertThat(cloud.get(kit.path("first"), VaultKit.API).text("/properties/accessPolicies/0/objectId"))
                .isEqualTo(who);
        cloud.put(kit.path("first") + "/accessPolicies/remove", VaultKit.API, policies);
        assertThat(cloud.get(kit.path("first"), VaultKit.API).at("/properties/accessPolicies"))
                .isEmpty();
        assertThat(cloud.put(kit.path("first") + "/accessPolicies/forget", VaultKit.API, policies)
                        .refusal())
                .isEqualTo("400 BadRequest");
    }
}
