package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server refuses, and what is refused before it is asked. */
class KubeGetRefusalsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private final KubeGetKit kit = new KubeGetKit();

    @AfterEach
    void close() {
        kit.close();
    }

    @ParameterizedTest
    @CsvSource({"token-of-a-reader, HTTP 403, cannot list", "wrong, HTTP 401, The credential was not accepted"})
    void whoMayNotReadIsToldOnce(String token, String code, String text) {
        try (KubernetesClient client = kit.server.client(token)) {
            kit.session = MemorySession.of(client);
            assertThatThrownBy(() -> kit.get("cm"))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining(code)
                    .hasMessageContaining(text);
        }
        assertThat(ApiServer.READER).isEqualTo("token-of-a-reader");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 410})
    void whatPassesIsTriedAgain(int status) {
        kit.server.answer(CONFIG_MAPS, status, "<html>upstream connect error</html>");

        assertThatThrownBy(() -> kit.get("cm"))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("kubeGet cm");
    }

    @Test
    void anAnswerOfAGatewayIsTriedAgain() {
        kit.server.answer(CONFIG_MAPS, 200, "<html>Please log in</html>");

        assertThatThrownBy(() -> kit.get("cm"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("GET api/v1/namespaces/default/configmaps")
                .hasMessageContaining("something else than JSON")
                .hasMessageNotContaining("Please");
    }

    @Test
    void aBrokenGroupHidesNoOther() throws Exception {
        kit.server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 1, "nginx"));
        kit.server.answer("/apis/storage.k8s.io/v1", 503, "service unavailable");

        assertThat(KubeGetKit.names(kit.get("all"))).contains("web");
        assertThat(kit.session.lines).contains("These API groups do not answer now: storage.k8s.io/v1.");
    }

    @Test
    void anUnknownKindNamesTheGroupsThatDidNotAnswer() {
        kit.server.answer("/apis/storage.k8s.io/v1", 503, "service unavailable");

        assertThatThrownBy(() -> kit.get("storageclasses"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("do not answer now: storage.k8s.io/v1.");
    }

    @Test
    void aKindOfTheBrokenGroupIsTriedAgain() {
        kit.server.answer("/apis/storage.k8s.io/v1", 503, "service unavailable");

        assertThatThrownBy(() -> kit.get("storageclasses.storage.k8s.io"))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("HTTP 503");
    }

    static Stream<Consumer<KubeGetStep>> besidesAName() {
        return Stream.of(
                step -> step.setSelector("app=x"),
                step -> step.setFieldSelector("metadata.name=x"),
                step -> step.setAllNamespaces(true));
    }

    @ParameterizedTest
    @MethodSource("besidesAName")
    void aNameStandsAlone(Consumer<KubeGetStep> besides) {
        assertThatThrownBy(() -> KubeGetKit.operation("cm", step -> {
                    step.setName("one");
                    besides.accept(step);
                }))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("name: 'one' was given");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void aKindIsNeeded(String kind) {
        assertThatThrownBy(() -> KubeGetKit.operation(kind, step -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("kind:");
        assertThat(kit.server.asked()).isEmpty();
    }

    @Test
    void emptyFieldsOfTheFormAreNotSet() throws Exception {
        kit.configMap("default", "one", "{}");

        assertThat(KubeGetKit.names(kit.get(" cm ", step -> {
                    step.setName(" ");
                    step.setNamespace("");
                    step.setSelector("");
                    step.setFieldSelector(" ");
                })))
                .contains("one");
    }
}
