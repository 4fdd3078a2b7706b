package io.jenkins.plugins.aks.sandbox.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A vault with roles, and somebody who may do everything in it. */
abstract class VaultAdminBase {
    static final String VERSION = "?api-version=7.5";

    SimulatedCloud cloud;
    VaultKit kit;
    Somebody admin;
    String url;

    @BeforeEach
    final void start(@TempDir Path directory) {
        cloud = SimulatedCloud.in(directory);
        kit = new VaultKit(cloud);
        url = kit.make("first", VaultKit.RBAC);
        admin = Somebody.in(cloud, "admin", "Key Vault Administrator");
    }

    @AfterEach
    final void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    final Answer send(String method, String path, String body) {
        return admin.vault(method, url + path + VERSION, body);
    }
}
