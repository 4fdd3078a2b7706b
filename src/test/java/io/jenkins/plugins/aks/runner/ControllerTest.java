package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.pipeline.AksCloud;
import io.jenkins.plugins.aks.pipeline.AksGlobalConfiguration;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerTest {
    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        io.jenkins.standin.Lab.stop();
    }

    @Test
    void everyCloudIsTheSandbox() {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(directory.resolve("cloud")))) {
            Controller.start(directory.resolve("jenkins"), sandbox);
            assertThat(AksGlobalConfiguration.get().getClouds())
                    .extracting(AksCloud::getName)
                    .contains("sandbox", "Azure", "AzureChina", "AzureUSGovernment");
            assertThat(AksGlobalConfiguration.get().getClouds()).allSatisfy(cloud -> {
                assertThat(cloud.getResourceManager()).isEqualTo(sandbox.url());
                assertThat(cloud.getAuthority()).isEqualTo(sandbox.url());
            });
            assertThat(Jenkins.get().proxy.getPort())
                    .as("of the proxy to the clusters' load balancers")
                    .isEqualTo(sandbox.world().getPort());
            assertThat(Jenkins.get().proxy.getNoProxyHost()).contains("127.0.0.1");
        }
    }
}
