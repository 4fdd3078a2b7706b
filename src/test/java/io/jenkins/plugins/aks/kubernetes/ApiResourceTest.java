package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiResourceTest {

    private static final ApiResource DEPLOYMENTS = new ApiResource(
            "apps", "v1", "deployments", "deployment", "Deployment", true, List.of("deploy"), List.of("all"));
    private static final ApiResource NODES =
            new ApiResource("", "v1", "nodes", "node", "Node", false, List.of("no"), List.of());

    @ParameterizedTest
    @ValueSource(strings = {"deployments", "deployment", "Deployment", "deploy", "deployments.apps", "deploy.v1.apps"})
    void answersToWhatKubectlTakes(String word) {
        assertThat(DEPLOYMENTS.answersTo(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploys", "deployments.extensions", "deployments.v2.apps", "all", "nodes"})
    void doesNotAnswerToOtherWords(String word) {
        assertThat(DEPLOYMENTS.answersTo(word)).isFalse();
    }

    @Test
    void makesThePathOfAListAndOfAnObject() {
        assertThat(DEPLOYMENTS.path("pets", "")).isEqualTo("apis/apps/v1/namespaces/pets/deployments");
        assertThat(DEPLOYMENTS.path("", "")).isEqualTo("apis/apps/v1/deployments");
        assertThat(DEPLOYMENTS.path("pets", "web")).isEqualTo("apis/apps/v1/namespaces/pets/deployments/web");
        assertThat(NODES.path("pets", "n1")).isEqualTo("api/v1/nodes/n1");
    }

    @Test
    void aNameStaysOneSegment() {
        assertThat(NODES.path("", "../pods?x")).isEqualTo("api/v1/nodes/..%2Fpods%3Fx");
        assertThat(DEPLOYMENTS.path("a/b", "c d")).isEqualTo("apis/apps/v1/namespaces/a%2Fb/deployments/c%20d");
    }

    @Test
    void writesTheApiVersionAsManifestsDo() {
        assertThat(DEPLOYMENTS.apiVersion()).isEqualTo("apps/v1");
        assertThat(NODES.apiVersion()).isEqualTo("v1");
    }
}
