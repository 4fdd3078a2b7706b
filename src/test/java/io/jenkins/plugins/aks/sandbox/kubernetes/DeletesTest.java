package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletesTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String WEB = "/apis/apps/v1/namespaces/default/deployments/web";
    private static final String REPLICA_SETS = "/apis/apps/v1/namespaces/default/replicasets";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void nodes() {
        server.cluster(Manifests.pool("user", 2, ""));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWithWhatIsGone() {
        Reply created = server.post(MAPS, Manifests.configMap("a", "{}"));
        Reply deleted = server.delete(MAPS + "/a");
        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.text("status")).isEqualTo("Success");
        assertThat(deleted.text("details", "uid")).isEqualTo(created.text("metadata", "uid"));
        assertThat(server.get(MAPS + "/a").code()).isEqualTo(404);
        assertThat(server.delete(MAPS + "/a").code()).isEqualTo(404);
    }

    @Test
    void preconditionsHold() {
        Reply created = server.post(MAPS, Manifests.configMap("a", "{}"));
        assertThat(server.deleteWith(MAPS + "/a", "{\"preconditions\":{\"uid\":\"other\"}}")
                        .code())
                .isEqualTo(409);
        assertThat(server.deleteWith(MAPS + "/a", "{\"preconditions\":{\"resourceVersion\":\"1\"}}")
                        .code())
                .isEqualTo(409);
        String uid = created.text("metadata", "uid");
        assertThat(server.deleteWith(MAPS + "/a", "{\"preconditions\":{\"uid\":\"" + uid + "\"}}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void finalizersHoldAnObject() {
        server.post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [lab.example/hold]}}");
        Reply deleted = server.delete(MAPS + "/a");
        assertThat(deleted.text("metadata", "deletionTimestamp")).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(server.get(MAPS + "/a").code()).isEqualTo(200);
        server.patch(MAPS + "/a", "merge", "{\"metadata\":{\"finalizers\":null}}");
        assertThat(server.get(MAPS + "/a").code()).isEqualTo(404);
    }

    @Test
    void podsEndGracefullyOrAtOnce() {
        server.post(PODS, Manifests.pod("slow", ""));
        server.post(PODS, Manifests.pod("fast", ""));
        server.settle();
        Reply going = server.delete(PODS + "/slow?gracePeriodSeconds=10");
        assertThat(going.at("metadata", "deletionGracePeriodSeconds").asInt()).isEqualTo(10);
        assertThat(server.get(PODS + "/slow").json().path("metadata").has("deletionTimestamp"))
                .isTrue();
        assertThat(server.deleteWith(PODS + "/fast", "{\"gracePeriodSeconds\":0}")
                        .text("status"))
                .isEqualTo("Success");
        assertThat(server.get(PODS + "/fast").code()).isEqualTo(404);
        server.settle();
        assertThat(server.get(PODS + "/slow").code()).isEqualTo(404);
    }

    @Test
    void dependentsGoInTheBackground() {
        server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 2, "nginx:1"));
        server.settle();
        assertThat(server.delete(WEB).text("status")).isEqualTo("Success");
        server.settle();
        assertThat(server.get(REPLICA_SETS).names()).isEmpty();
        assertThat(server.get(PODS).names()).isEmpty();
    }

    @Test
    void foregroundWaitsForTheDependents() {
        server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 2, "nginx:1"));
        server.settle();
        Reply going = server.delete(WEB + "?propagationPolicy=Foreground");
        assertThat(Json.texts(going.at("metadata", "finalizers"))).containsExactly("foregroundDeletion");
        server.settle();
        assertThat(server.get(WEB).code()).isEqualTo(404);
        assertThat(server.get(PODS).names()).isEmpty();
    }

    @Test
    void orphansStay() {
        server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 2, "nginx:1"));
        server.settle();
        server.deleteWith(WEB, "{\"propagationPolicy\":\"Orphan\"}");
        server.settle();
        assertThat(server.get(WEB).code()).isEqualTo(404);
        assertThat(server.get(REPLICA_SETS).names()).hasSize(1);
        assertThat(server.get(REPLICA_SETS).at("items").path(0).path("metadata").has("ownerReferences"))
                .isFalse();
        assertThat(server.get(PODS).names()).hasSize(2);
    }

    @Test
    void unknownPropagationIsRefused() {
        server.post(MAPS, Manifests.configMap("a", "{}"));
        assertThat(server.delete(MAPS + "/a?propagationPolicy=Sideways").code()).isEqualTo(400);
    }

    @Test
    void collectionsBySelector() {
        for (String name : new String[] {"a", "b"}) {
            server.post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", labels: {app: x}}}");
        }
        server.post(MAPS, Manifests.configMap("c", "{}"));
        assertThat(server.delete(MAPS + "?labelSelector=app=x").names()).containsExactly("a", "b");
        assertThat(server.get(MAPS + "?fieldSelector=metadata.name!=kube-root-ca.crt")
                        .names())
                .containsExactly("c");
    }

    @Test
    void aNamespaceTakesItsContent() {
        server.namespace("pets");
        server.post("/apis/apps/v1/namespaces/pets/deployments", Manifests.deployment("web", 1, "nginx:1"));
        server.post("/api/v1/namespaces/pets/configmaps", Manifests.configMap("a", "{}"));
        server.settle();
        Reply going = server.delete("/api/v1/namespaces/pets");
        assertThat(going.text("status", "phase")).isEqualTo("Terminating");
        Reply refused = server.post("/api/v1/namespaces/pets/configmaps", Manifests.configMap("late", "{}"));
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.text("message")).contains("because it is being terminated");
        server.settle();
        assertThat(server.get("/api/v1/namespaces/pets").code()).isEqualTo(404);
        assertThat(server.get("/api/v1/namespaces/pets/pods").names()).isEmpty();
        server.namespace("pets");
        assertThat(server.get("/api/v1/namespaces/pets/configmaps").names()).containsExactly("kube-root-ca.crt");
    }
}
