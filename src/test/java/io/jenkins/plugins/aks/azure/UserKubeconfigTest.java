package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.OperationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UserKubeconfigTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String KUBECONFIG = "apiVersion: v1";

    @Test
    void readsTheFirstKubeconfig() throws Exception {
        String value = Base64.getEncoder().encodeToString(KUBECONFIG.getBytes(StandardCharsets.UTF_8));
        assertThat(UserKubeconfig.decoded("id", JSON.readTree("{\"kubeconfigs\":[{\"value\":\"" + value + "\"}]}")))
                .isEqualTo(KUBECONFIG);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> UserKubeconfig.decoded("/clusters/demo", JSON.readTree("{}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("/clusters/demo")
                .hasMessageContaining("Azure Kubernetes Service Cluster User");
        assertThatThrownBy(() -> UserKubeconfig.decoded(
                        "/clusters/demo", JSON.readTree("{\"kubeconfigs\":[{\"value\":\"%%secret\"}]}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no Base64")
                .hasMessageNotContaining("secret");
    }
}
