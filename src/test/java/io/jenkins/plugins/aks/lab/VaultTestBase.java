package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A group with a vault in the sandbox, and a session of the lab's principal, its Owner. */
abstract class VaultTestBase {
    static final String OFFICER = "Key Vault Secrets Officer";

    SimulatedCloud cloud;
    SandboxSession session;
    String group;
    String vault;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        group = cloud.group("lab");
        vault = group + "/providers/Microsoft.KeyVault/vaults/first";
        cloud.put(group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        vault("");
        cloud.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    /** @param properties besides the usual ones, each followed by a comma */
    Answer vault(String properties) {
        return cloud.put(
                vault,
                "2023-07-01",
                "{'location':'westeurope','properties':{" + properties + "'enableRbacAuthorization':true,'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
    }

    Map<String, Object> run(AksStep step) throws Exception {
        return session.run(StepOperations.of(step, FixedScope.of(session.subscription(), "lab")));
    }

    void officer() throws Exception {
        AzureRoleStep role = new AzureRoleStep(OFFICER);
        role.setScope("Microsoft.KeyVault/vaults/first");
        run(role);
    }

    KeyVaultSecretStep secret(String name) {
        KeyVaultSecretStep step = new KeyVaultSecretStep(name);
        step.setVault("first");
        return step;
    }

    KeyVaultSecretStep set(String name, String variable, String value) {
        session.variables.put(variable, value);
        KeyVaultSecretStep step = secret(name);
        step.setVariable(variable);
        return step;
    }

    int writes() {
        return session.gate.writes().size();
    }
}
