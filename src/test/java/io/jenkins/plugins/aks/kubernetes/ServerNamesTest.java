package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a trusted certificate of another name gets no token, over either transport. */
class ServerNamesTest {
    private static Sandbox sandbox;
    private static Tunnel tunnel;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.in(directory));
        sandbox.mount("/unit", new FakeApi().answer(200, "{'groups':[]}"));
        tunnel = new Tunnel(port());
    }

    @AfterAll
    static void stop() throws Exception {
        tunnel.close();
        sandbox.close();
    }

    @Test
    void resourceManagerMustBeWhoItIsCalled() throws Exception {
        assertThat(groups("https://localhost:" + port())).isEmpty();
        int before = sandbox.requests().all().size();
        assertThatThrownBy(() -> groups("https://other.example"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("TLS certificate is not trusted");
        assertThat(sandbox.requests()
                        .all()
                        .subList(before, sandbox.requests().all().size()))
                .as("requests to Resource Manager")
                .noneMatch(request -> request.path().contains("subscriptions"));
    }

    @Test
    void theApiServerMustBeWhoItIsCalled() throws Exception {
        try (KubernetesConnections connections = new KubernetesConnections()) {
            assertThat(reader(connections, "https://localhost:" + port()).get("apis", ApiReader.JSON))
                    .hasSize(1);
            assertThatThrownBy(
                            () -> reader(connections, "https://other.example").get("apis", ApiReader.JSON))
                    .hasRootCauseInstanceOf(SSLPeerUnverifiedException.class);
        }
    }

    private static List<?> groups(String resourceManager) throws Exception {
        LabCredentials login = sandbox.credentials();
        Cloud cloud = new Cloud("lab", resourceManager, sandbox.url(), sandbox.url(), sandbox.caPem(), true);
        AzureIdentity identity =
                new AzureIdentity.ClientSecret(login.tenantId(), login.clientId(), login::clientSecret);
        ProxySettings proxy = new ProxySettings("127.0.0.1", tunnel.port(), "", null, List.of());
        return AzureClients.of(cloud, identity, proxy)
                .arm(WriteGate.open())
                .list("/subscriptions/" + login.subscriptionId() + "/resourceGroups", ApiVersions.RESOURCES);
    }

    private static ApiReader reader(KubernetesConnections connections, String server) throws Exception {
        String ca = Base64.getEncoder().encodeToString(sandbox.caPem().getBytes(StandardCharsets.US_ASCII));
        Kubeconfig kubeconfig = new Kubeconfig(server + "/unit", ca, "", "", "t0ken", "");
        ClusterProxy proxy = new ClusterProxy("127.0.0.1", tunnel.port(), "", null, List.of());
        return new ApiReader(connections.client(kubeconfig, null, proxy, WriteGate.open()));
    }

    private static int port() {
        return Integer.parseInt(sandbox.url().replaceAll(".*:", ""));
    }
}
