package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.OperationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClusterAccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String KUBECONFIG =
            """
            apiVersion: v1
            kind: Config
            current-context: demo
            contexts: [{name: demo, context: {cluster: demo, user: me}}]
            clusters: [{name: demo, cluster: {server: 'https://demo.example:443', certificate-authority-data: Y2E=}}]
            users: [{name: me, user: {token: abc}}]
            """;

    @Test
    void readsTheFirstKubeconfig() throws Exception {
        String value = Base64.getEncoder().encodeToString(KUBECONFIG.getBytes(StandardCharsets.UTF_8));
        assertThat(ClusterAccess.parse("id", JSON.readTree("{\"kubeconfigs\":[{\"value\":\"" + value + "\"}]}"))
                        .server())
                .isEqualTo("https://demo.example:443");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> ClusterAccess.parse("/clusters/demo", JSON.readTree("{}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("/clusters/demo")
                .hasMessageContaining("Azure Kubernetes Service Cluster User");
        assertThatThrownBy(() -> ClusterAccess.parse(
                        "/clusters/demo", JSON.readTree("{\"kubeconfigs\":[{\"value\":\"%%secret\"}]}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no Base64")
                .hasMessageNotContaining("secret");
    }
}
