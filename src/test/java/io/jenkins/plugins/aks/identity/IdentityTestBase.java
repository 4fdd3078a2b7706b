package io.jenkins.plugins.aks.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with workload identity, a vault with a secret, and a federated identity that may read it. */
abstract class IdentityTestBase {
    static final String SECRET = "Correct-Horse-Battery!";
    static final String READER = "4633458b-17de-408a-b874-0445c86b69e6";
    private static final String ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483";

    SimulatedCloud cloud;
    SandboxSession session;
    String group;
    String cluster;
    String vault;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        group = cloud.group("lab");
        cluster = group + "/providers/Microsoft.ContainerService/managedClusters/demo";
        vault = group + "/providers/Microsoft.KeyVault/vaults/first";
        cloud.put(group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        cluster("");
        vault("");
        role(cloud.sandbox.credentials().objectId(), ADMINISTRATOR);
        cloud.pass(Duration.ofMinutes(10));
        secret("PUT", "{'value':'" + SECRET + "'}");
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    /** @param properties each followed by a comma */
    Answer cluster(String properties) {
        return cloud.put(
                cluster,
                SimulatedCloud.AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{" + properties
                        + "'dnsPrefix':'demo','agentPoolProfiles':[{'name':'sys','count':1,'mode':'System',"
                        + "'vmSize':'Standard_D2s_v5'}]}}");
    }

    Answer vault(String properties) {
        return cloud.put(
                vault,
                "2023-07-01",
                "{'location':'westeurope','properties':{" + properties + "'enableRbacAuthorization':true,'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
    }

    void role(String principal, String role) {
        Answer made = cloud.put(
                vault + "/providers/Microsoft.Authorization/roleAssignments/"
                        + cloud.sandbox.ids().guid(principal + role),
                "2022-04-01",
                "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "','principalId':'" + principal
                        + "','principalType':'ServicePrincipal'}}");
        assertThat(made.status()).isLessThan(300);
    }

    Answer secret(String method, String body) {
        String uri = cloud.get(vault, "2023-07-01").text("/properties/vaultUri");
        Answer answer = cloud.as(
                cloud.tokenFor("https://vault.azure.net/.default"), method, uri + "secrets/my-secret", "7.5", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer;
    }

    Map<String, Object> run(AksStep step) throws Exception {
        return session.run(StepOperations.of(step, FixedScope.of(session.subscription(), "lab")));
    }

    Map<String, Object> enable() throws Exception {
        return run(new EnableWorkloadIdentityStep());
    }

    FederateIdentityStep federation(String... accounts) {
        FederateIdentityStep step = new FederateIdentityStep("web");
        step.setServiceAccounts(List.of(accounts));
        step.setRole("Key Vault Secrets User");
        step.setScope(vault);
        return step;
    }

    CheckWorkloadIdentityStep check() {
        CheckWorkloadIdentityStep step = new CheckWorkloadIdentityStep("default/web");
        step.setVault("first");
        step.setSecret("my-secret");
        step.setOnFailure("ignore");
        return step;
    }

    String identity() {
        return group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web";
    }

    void settled() {
        cloud.pass(Rights.PROPAGATION.plusSeconds(60));
    }
}
