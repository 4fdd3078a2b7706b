package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster {@code demo} with one system pool in the sandbox, and the steps on storage against it. */
abstract class StorageTestBase {

    static final String EXTENSION = ".*/extensions/azurecontainerstorage";

    SimulatedCloud cloud;
    SandboxSession session;
    AksScope scope;
    String clusterPath;

    @BeforeEach
    void aCluster(@TempDir Path directory) throws Exception {
        cloud = cloud(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "rg", "demo", Optional.of("westeurope"));
        clusterPath = cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/demo";
        cloud.put(cloud.group("rg"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        assertThat(cloud.put(
                                clusterPath,
                                SimulatedCloud.AKS,
                                """
                                {'location': 'westeurope', 'identity': {'type': 'SystemAssigned'}, 'properties': {
                                 'dnsPrefix': 'demo', 'agentPoolProfiles': [{'name': 'sys', 'count': 2,
                                 'mode': 'System', 'vmSize': 'Standard_D4s_v5'}]}}
                                """)
                        .status())
                .isEqualTo(201);
        cloud.pass(Duration.ofMinutes(10));
    }

    SimulatedCloud cloud(Path directory) throws Exception {
        return SimulatedCloud.in(directory);
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    Map<String, Object> enable(Consumer<EnableContainerStorageStep> parameters) throws Exception {
        return enable(parameters, new MemoryJournal());
    }

    Map<String, Object> enable(Consumer<EnableContainerStorageStep> parameters, MemoryJournal journal)
            throws Exception {
        EnableContainerStorageStep step = new EnableContainerStorageStep();
        parameters.accept(step);
        return session.run(step.operation(scope), journal);
    }

    Map<String, Object> pool(String name, Consumer<StoragePoolStep> parameters) throws Exception {
        StoragePoolStep step = new StoragePoolStep(name);
        parameters.accept(step);
        return session.run(step.operation(scope), new MemoryJournal());
    }

    JsonNode kube(String path) throws Exception {
        return new ApiReader(session.kubernetes(clusterPath)).get(path, ApiReader.JSON);
    }

    JsonNode extension() {
        return cloud.get(
                        clusterPath + "/providers/Microsoft.KubernetesConfiguration/extensions/azurecontainerstorage",
                        "2023-05-01")
                .body();
    }

    int writes() {
        return session.gate.writes().size();
    }
}
