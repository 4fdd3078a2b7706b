package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.management.AzureEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudTest {

    @Test
    void theKnownCloudsHaveTheEndpointsOfTheAzureLibrary() {
        Map<Cloud, AzureEnvironment> pairs = Map.of(
                Cloud.PUBLIC, AzureEnvironment.AZURE,
                Cloud.CHINA, AzureEnvironment.AZURE_CHINA,
                Cloud.US_GOVERNMENT, AzureEnvironment.AZURE_US_GOVERNMENT);
        pairs.forEach((cloud, environment) -> {
            assertThat(cloud.resourceManager() + "/").isEqualTo(environment.getResourceManagerEndpoint());
            assertThat(cloud.authority() + "/").isEqualTo(environment.getActiveDirectoryEndpoint());
            assertThat(cloud.keyVaultScope())
                    .isEqualTo("https://" + environment.getKeyVaultDnsSuffix().substring(1) + "/.default");
        });
        assertThat(pairs.keySet()).containsExactlyInAnyOrderElementsOf(Cloud.known());
    }

    @Test
    void areFoundByName() {
        assertThat(List.of("azure", "AZURECHINA", "AzureUSGovernment")).allSatisfy(name -> assertThat(Cloud.named(name))
                .hasValueSatisfying(cloud -> assertThat(cloud.name()).isEqualToIgnoringCase(name)));
        assertThat(Cloud.named("AzureGermany")).isEmpty();
        assertThat(Cloud.PUBLIC.scope()).isEqualTo("https://management.azure.com/.default");
    }
}
