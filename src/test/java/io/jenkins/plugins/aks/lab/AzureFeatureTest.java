package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code azureFeature} (W135, W136). */
class AzureFeatureTest {
    private SimulatedCloud cloud;
    private SandboxSession session;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private Operation<AksSession> operation(String name, String namespace, boolean refresh) throws Exception {
        AzureFeatureStep step = new AzureFeatureStep(name);
        step.setNamespace(namespace);
        step.setRefresh(refresh);
        return step.operation(FixedScope.of(session.subscription(), "demo"));
    }

    private List<String> writes() {
        return session.gate.writes().stream()
                .map(write -> write.verb() + " " + write.target().replaceFirst(".*/providers/", ""))
                .toList();
    }

    @Test
    void registersWaitsAndThenRefreshesTheProvider() throws Exception {
        Map<String, Object> first = session.run(operation("AzureServiceMeshPreview", null, false));

        assertThat(first)
                .containsEntry("name", "Microsoft.ContainerService/AzureServiceMeshPreview")
                .containsEntry("state", "Registered")
                .containsEntry("changed", true);
        assertThat(writes())
                .containsExactly(
                        "POST Microsoft.ContainerService/features/AzureServiceMeshPreview/register",
                        "POST Microsoft.ContainerService/register");

        assertThat(session.run(operation("azureservicemeshpreview", null, false)))
                .containsEntry("changed", false);
        assertThat(writes()).hasSize(2);
        assertThat(session.run(operation("AzureServiceMeshPreview", null, true)))
                .containsEntry("changed", true);
        assertThat(writes()).hasSize(3);
    }

    @Test
    void killedAgainAndAgainItRegistersOnce() throws Exception {
        session.runDying(operation("AzureServiceMeshPreview", null, false));

        assertThat(writes()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void anUnknownFeatureAndWrongNamesAreRefused() {
        assertThatThrownBy(() -> session.run(operation("Nothing", null, false)))
                .hasMessageContaining("feature Microsoft.ContainerService/Nothing: the provider has no such feature");
        assertThatThrownBy(() -> operation("a b", null, false)).hasMessageContaining("name: 'a b'");
        assertThatThrownBy(() -> operation("a", "ContainerService", false))
                .hasMessageContaining("namespace: 'ContainerService'");
        assertThat(writes()).isEmpty();
    }

    @Test
    void whatMicrosoftHasToApproveIsSaid() throws Exception {
        Operation<AksSession> operation = operation("SharedDisksForStandardSSD", "Microsoft.Compute", false);
        MemoryJournal journal = new MemoryJournal();
        operation.advance(session, journal);

        assertThat(operation.advance(session, journal))
                .isInstanceOfSatisfying(Turn.Again.class, again -> assertThat(again.waitingFor())
                        .endsWith("Pending, which Microsoft has to approve"));
        assertThat(((Turn.Done) operation.abort(session, journal, io.jenkins.plugins.aks.operation.OnAbort.CANCEL))
                        .result()
                        .get("left")
                        .toString())
                .contains("is being registered");
    }
}
