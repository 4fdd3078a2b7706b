package io.jenkins.plugins.aks.sandbox.resources;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRoutesTest {
    @TempDir
    Path directory;

    private SimulatedCloud cloud;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.in(directory);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void showsTypesAndVersionsAndRegisters() {
        String path = cloud.subscription() + "/providers/microsoft.dashboard";
        Answer before = cloud.get(path, RESOURCES);
        assertThat(before.text("/registrationState")).isEqualTo("NotRegistered");
        assertThat(before.text("/resourceTypes/0/resourceType")).isEqualTo("grafana");
        assertThat(before.text("/resourceTypes/0/apiVersions/0")).isEqualTo("2025-08-01");
        assertThat(before.at("/resourceTypes/0/locations/0").asText()).isEqualTo("West Europe");
        assertThat(cloud.post(path + "/register", RESOURCES).text("/registrationState"))
                .isEqualTo("Registering");
        cloud.pass(Duration.ofMinutes(2));
        assertThat(cloud.get(path, RESOURCES).text("/registrationState")).isEqualTo("Registered");
        assertThat(cloud.get(cloud.subscription() + "/providers/Nothing", RESOURCES)
                        .refusal())
                .isEqualTo("404 InvalidResourceNamespace");
        assertThat(cloud.get(cloud.subscription() + "/providers", RESOURCES)
                        .at("/value")
                        .size())
                .isGreaterThan(10);
    }

    @Test
    void subscriptionsTenantsAndLocations() {
        assertThat(cloud.get("/subscriptions", RESOURCES).text("/value/0/tenantId"))
                .isEqualTo(cloud.sandbox.credentials().tenantId());
        assertThat(cloud.get(cloud.subscription(), RESOURCES).text("/state")).isEqualTo("Enabled");
        assertThat(cloud.get("/tenants", RESOURCES).at("/value")).hasSize(1);
        Answer locations = cloud.get(cloud.subscription() + "/locations", RESOURCES);
        assertThat(locations.text("/value/0/availabilityZoneMappings/2/logicalZone"))
                .isEqualTo("3");
    }

    @Test
    void sizesSayZonesAndRestrictions() {
        String path = cloud.subscription() + "/providers/Microsoft.Compute/skus?$filter=location%20eq%20'westeurope'";
        Answer skus = cloud.get(path, "2021-07-01");
        JsonNode first = skus.at("/value/0");
        assertThat(first.path("name").asText()).isEqualTo("Standard_D2s_v5");
        assertThat(first.at("/locationInfo/0/zones")).hasSize(3);
        assertThat(first.at("/restrictions")).isEmpty();
        assertThat(skus.body().toString())
                .contains("NotAvailableForSubscription")
                .contains("NvmeDiskSizeInMiB");
        assertThat(skus.body().toString()).doesNotContain("eastus");
        assertThat(cloud.get(path.replace("location%20eq", "size%20eq"), "2021-07-01")
                        .refusal())
                .isEqualTo("400 InvalidFilterInQueryString");
    }

    @Test
    void usagesCountThePoolsThatExist() {
        String path = cloud.subscription() + "/providers/Microsoft.Compute/locations/westeurope/usages";
        assertThat(cores(path, "cores")).isEqualTo("0 of 100");
        cloud.put(cloud.group("rg"), RESOURCES, "{'location':'westeurope'}");
        cloud.put(
                cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/c",
                AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'agentPoolProfiles':"
                        + "[{'name':'sys','mode':'System','count':3,'vmSize':'Standard_D4s_v5'}]}}");
        assertThat(cores(path, "cores")).isEqualTo("12 of 100");
        assertThat(cores(path, "standardDSv5Family")).isEqualTo("12 of 64");
        assertThat(cores(path, "virtualMachines")).isEqualTo("3 of 25000");
        assertThat(cores(path.replace("westeurope", "eastus"), "cores")).isEqualTo("0 of 100");
    }

    private String cores(String path, String family) {
        for (JsonNode usage : cloud.get(path, "2024-07-01").at("/value")) {
            if (usage.at("/name/value").asText().equals(family)) {
                return usage.path("currentValue").asText() + " of "
                        + usage.path("limit").asText();
            }
        }
        return "nothing";
    }
}
