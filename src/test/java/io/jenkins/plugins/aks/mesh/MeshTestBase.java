package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A group with a vault whose secrets the session may write. */
abstract class MeshTestBase {
    static final String DATA = "7.5";

    SimulatedCloud cloud;
    SandboxSession session;
    FixedScope scope;
    String vault;

    @BeforeEach
    final void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "demo", "demo", Optional.of("westeurope"));
        vault = cloud.group("demo") + "/providers/Microsoft.KeyVault/vaults/first";
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        cloud.put(
                vault,
                "2023-07-01",
                "{'location':'westeurope','properties':{'enableRbacAuthorization':true,'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
        give("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", cloud.sandbox.credentials().objectId());
        cloud.pass(Rights.PROPAGATION.plus(Duration.ofSeconds(1)));
    }

    @AfterEach
    final void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    final Answer give(String role, String principal) {
        String name = java.util
                .UUID
                .nameUUIDFromBytes((role + principal).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        return cloud.put(
                vault + "/providers/Microsoft.Authorization/roleAssignments/" + name,
                "2022-04-01",
                "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "','principalId':'" + principal
                        + "','principalType':'ServicePrincipal'}}");
    }

    final Operation<AksSession> operation(AksStep step) throws Exception {
        return StepOperations.of(step, scope);
    }

    final Map<String, Object> run(AksStep step) throws Exception {
        return session.run(operation(step));
    }

    final int written() {
        return session.gate.writes().size();
    }

    /** With keys that are made quickly. */
    static MeshCertificatesStep certificates() {
        MeshCertificatesStep step = new MeshCertificatesStep();
        step.setVault("first");
        step.setKeySize(2048);
        return step;
    }

    final Answer secret(String name) {
        return cloud.as(token(), "GET", uri() + "secrets/" + name, DATA, null);
    }

    final String text(String name) {
        return secret(name).text("/value");
    }

    final void set(String name, String value) {
        String json = "{\"value\":\"" + value.replace("\n", "\\n") + "\"}";
        assertThat(cloud.as(token(), "PUT", uri() + "secrets/" + name, DATA, json)
                        .status())
                .isEqualTo(200);
    }

    final void delete(String name) {
        cloud.as(token(), "DELETE", uri() + "secrets/" + name, DATA, null);
        cloud.pass(Duration.ofMinutes(1));
    }

    final void recover(String name) {
        cloud.as(token(), "POST", uri() + "deletedsecrets/" + name + "/recover", DATA, "{}");
        cloud.pass(Duration.ofMinutes(1));
    }

    /** All but the value. */
    final void attributes(String name, String body) {
        assertThat(cloud.as(token(), "PATCH", uri() + "secrets/" + name + "/", DATA, body)
                        .status())
                .isEqualTo(200);
    }

    private String uri() {
        return cloud.get(vault, "2023-07-01").text("/properties/vaultUri");
    }

    private String token() {
        return cloud.tokenFor("https://vault.azure.net/.default");
    }
}
