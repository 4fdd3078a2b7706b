package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.ClusterEvents;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cloud with one resource group, {@code rg} in westeurope, and a body for a cluster to vary. */
abstract class ClusterTestBase {
    @TempDir
    Path directory;

    SimulatedCloud cloud;
    final List<String> events = new ArrayList<>();

    @BeforeEach
    void start() {
        use(SimulatedCloud.in(directory));
        cloud.put(cloud.group("rg"), RESOURCES, "{'location':'westeurope'}");
    }

    void use(SimulatedCloud other) {
        cloud = other;
        cloud.sandbox.onClusters(new ClusterEvents() {
            @Override
            public void changed(ObjectNode cluster, List<ObjectNode> pools) {
                StringBuilder text = new StringBuilder(cluster.path("name").asText());
                pools.forEach(p -> text.append(' ')
                        .append(p.path("name").asText())
                        .append('=')
                        .append(p.at("/properties/count").asInt()));
                events.add(text.toString());
            }

            @Override
            public void deleted(String clusterId) {
                events.add("deleted " + clusterId.substring(clusterId.lastIndexOf('/') + 1));
            }
        });
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    String cluster() {
        return cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/c1";
    }

    String pool(String name) {
        return cluster() + "/agentPools/" + name;
    }

    static ObjectNode body() {
        return Json.parse(
                """
                {"location": "westeurope", "identity": {"type": "SystemAssigned"}, "properties": {
                  "dnsPrefix": "c1",
                  "agentPoolProfiles": [{"name": "sys", "count": 3, "mode": "System", "vmSize": "Standard_D2s_v5"}]}}
                """);
    }

    /** The body with {@code change} applied to its properties. */
    static ObjectNode with(Consumer<ObjectNode> change) {
        ObjectNode body = body();
        change.accept((ObjectNode) body.get("properties"));
        return body;
    }

    static ObjectNode withPool(Consumer<ObjectNode> change) {
        return with(p -> change.accept((ObjectNode) p.at("/agentPoolProfiles/0")));
    }

    Answer create(ObjectNode body) {
        return cloud.put(cluster(), AKS, body.toString());
    }

    void createAndWait() {
        assertThat(create(body()).status()).isEqualTo(201);
        cloud.pass(Duration.ofMinutes(6));
        assertThat(state(cluster())).isEqualTo("Succeeded");
    }

    String state(String path) {
        return cloud.get(path, AKS).text("/properties/provisioningState");
    }

    Answer putPool(String name, String properties, String... headers) {
        return cloud.put(pool(name), AKS, "{'properties':" + properties + "}", headers);
    }

    Answer follow(Answer accepted) {
        return cloud.arm("GET", accepted.header("Azure-AsyncOperation"), "", null);
    }
}
