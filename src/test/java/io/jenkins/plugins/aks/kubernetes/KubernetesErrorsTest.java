package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, was not accepted",
        "403, Forbidden, Kubernetes role",
        "404, NotFound, Check name and namespace",
        "409, Conflict, run the step again",
        "422, Invalid, Correct the field"
    })
    void aRefusalKeepsWhatTheServerSaid(int code, String reason, String advice) {
        OperationException e = map(failure(code, reason, "pods is forbidden: cannot list"));
        assertThat(e)
                .hasMessageStartingWith(
                        "list pods was refused with HTTP " + code + ": pods is forbidden: cannot list. ")
                .hasMessageContaining(advice);
        assertThat(e.data()).containsEntry("status", String.valueOf(code)).containsEntry("code", reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503, 504})
    void theServersTroublePasses(int code) {
        assertThatThrownBy(() -> KubernetesErrors.of("list pods", failure(code, "x", "m")))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("list pods");
    }

    @Test
    void aBrokenConnectionPasses() {
        KubernetesClientException cut = new KubernetesClientException("failed", new IOException("reset"));
        assertThatThrownBy(() -> KubernetesErrors.of("list pods", cut))
                .isInstanceOf(TransientException.class)
                .hasMessage("list pods: connection failed: IOException (reset)");
        KubernetesClientException slow =
                new KubernetesClientException("failed", new RuntimeException(new SocketTimeoutException("timeout")));
        assertThatThrownBy(() -> KubernetesErrors.of("list pods", slow)).isInstanceOf(TransientException.class);
    }

    @Test
    void anythingElseIsFinal() {
        assertThat(map(new KubernetesClientException("no such kind"))).hasMessage("list pods: no such kind");
        assertThatThrownBy(() -> KubernetesErrors.call("x", () -> {
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aResultComesThrough() throws Exception {
        assertThat(KubernetesErrors.call("x", () -> 42)).isEqualTo(42);
    }

    private static OperationException map(KubernetesClientException failure) {
        try {
            return KubernetesErrors.of("list pods", failure);
        } catch (TransientException e) {
            throw new AssertionError(e);
        }
    }

    private static KubernetesClientException failure(int code, String reason, String message) {
        Status status = new StatusBuilder()
                .withCode(code)
                .withReason(reason)
                .withMessage(message)
                .build();
        return new KubernetesClientException("raw", code, status);
    }
}
