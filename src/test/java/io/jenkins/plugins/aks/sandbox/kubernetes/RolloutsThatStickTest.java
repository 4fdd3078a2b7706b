package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a Deployment from being restarted, and what does not. */
class RolloutsThatStickTest {
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String WEB = DEPLOYMENTS + "/web";
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void start() {
        server.cluster(Manifests.POOL);
        server.post(
                DEPLOYMENTS,
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2,"
                        + " progressDeadlineSeconds: 100, selector: {matchLabels: {app: web}}, template: {metadata:"
                        + " {labels: {app: web}}, spec: {containers: [{name: web, image: 'nginx:1.27'}]}}}}");
        server.settle();
        assertThat(progressing()).isEqualTo("True NewReplicaSetAvailable");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void change(String yaml) {
        server.patch(WEB, "merge", ApiServer.json(yaml));
    }

    private void restart() {
        change("{spec: {template: {metadata: {annotations: {restartedAt: '" + server.names(PODS) + "'}}}}}");
    }

    private String progressing() {
        for (JsonNode condition : server.object(WEB).at("/status/conditions")) {
            if (condition.path("type").asText().equals("Progressing")) {
                return condition.path("status").asText() + " "
                        + condition.path("reason").asText();
            }
        }
        return "";
    }

    @Test
    void newPodsThatNeverBecomeReadyEndAtTheDeadline() {
        change("{spec: {template: {spec: {containers: [{name: web, image: 'registry.invalid/web:1'}]}}}}");
        server.settle();
        assertThat(progressing()).isEqualTo("True ReplicaSetUpdated");
        server.pass(Duration.ofSeconds(100));
        assertThat(progressing()).isEqualTo("False ProgressDeadlineExceeded");
        assertThat(server.object(WEB).at("/status/readyReplicas").asInt()).isEqualTo(2);
        change("{spec: {template: {spec: {containers: [{name: web, image: 'nginx:1.28'}]}}}}");
        assertThat(progressing()).isEqualTo("True ReplicaSetUpdated");
        server.settle();
        assertThat(progressing()).isEqualTo("True NewReplicaSetAvailable");
    }

    @Test
    void aPausedDeploymentIsNotRestarted() {
        change("{spec: {paused: true}}");
        restart();
        server.settle();
        assertThat(progressing()).isEqualTo("Unknown DeploymentPaused");
        assertThat(server.object(WEB).at("/status/updatedReplicas").asInt()).isZero();
        change("{spec: {paused: false}}");
        server.settle();
        assertThat(progressing()).isEqualTo("True NewReplicaSetAvailable");
    }

    @Test
    void aBudgetDoesNotHinderARollout() {
        server.post(
                "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: all}, spec: {minAvailable: 2,"
                        + " selector: {matchLabels: {app: web}}}}");
        var before = server.names(PODS);
        restart();
        server.settle();
        assertThat(server.names(PODS)).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void onceDoneItStaysDone() {
        server.delete(PODS + "/" + server.names(PODS).get(0));
        server.get(PODS);
        assertThat(progressing()).isEqualTo("True NewReplicaSetAvailable");
    }
}
