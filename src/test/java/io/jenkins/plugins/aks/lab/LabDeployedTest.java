package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in template deployed: the resources of the workshop's lab, their roles, and a lab after a lab. */
class LabDeployedTest {
    private SimulatedCloud cloud;
    private SandboxSession session;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        makeGroup();
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private void makeGroup() throws Exception {
        session.run(new AzureGroup(session.subscription(), "lab", "westeurope", Map.of()));
    }

    private Operation<AksSession> lab() throws Exception {
        AzureDeployStep step = new AzureDeployStep();
        step.setBuiltin("lab");
        return StepOperations.of(step, FixedScope.of(session.subscription(), "lab"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> outputs(Map<String, Object> result) {
        return (Map<String, Object>) result.get("outputs");
    }

    @Test
    void allOfItIsMadeAndASecondRunWritesNothing() throws Exception {
        Map<String, Object> first = session.run(lab());
        int writes = session.gate.writes().size();
        Map<String, Object> second = session.run(lab());

        assertThat(first).containsEntry("changed", true);
        assertThat(second).containsEntry("changed", false).containsEntry("outputs", first.get("outputs"));
        assertThat(session.gate.writes()).hasSize(writes);
        assertThat(outputs(first).values())
                .allSatisfy(value -> assertThat(value.toString()).isNotEmpty());
        assertThat(outputs(first).get("keyVaultUri").toString()).startsWith("https://127.0.0.1:");
        assertThat(outputs(first).get("registryLoginServer").toString()).startsWith("127.0.0.1:");
    }

    @Test
    void theRolesAreThoseOfTheWorkshop() throws Exception {
        Map<String, Object> outputs = outputs(session.run(lab()));
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));

        String vault = outputs.get("keyVaultId").toString();
        assertThat(roles(cloud.sandbox.credentials().objectId(), vault)).contains("Key Vault Administrator");
        assertThat(roles(
                        cloud.sandbox.credentials().objectId(),
                        outputs.get("grafanaId").toString()))
                .contains("Grafana Admin");
        assertThat(roles(outputs.get("identityPrincipalId").toString(), vault))
                .containsExactlyInAnyOrder("Key Vault Secrets User", "Key Vault Certificate User");
        assertThat(roles(
                        outputs.get("grafanaPrincipalId").toString(),
                        outputs.get("monitorId").toString()))
                .containsExactly("Monitoring Data Reader");
    }

    private java.util.List<String> roles(String principal, String scope) {
        return cloud.sandbox.rights().roles(principal, scope);
    }

    @Test
    void aLabAfterADestroyedLabTakesItsVaultBackWithItsRoles() throws Exception {
        Object vault = outputs(session.run(lab())).get("keyVaultId");
        session.run(new DeleteGroup(session.subscription(), "lab", false));
        assertThat(cloud.sandbox.roleAssignments().all()).isEmpty();
        makeGroup();

        Map<String, Object> again = session.run(lab());

        assertThat(outputs(again)).containsEntry("keyVaultId", vault);
        assertThat(session.log).anyMatch(line -> line.contains("recovering the one that was deleted"));
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));
        assertThat(roles(cloud.sandbox.credentials().objectId(), vault.toString()))
                .contains("Key Vault Administrator");
    }
}
