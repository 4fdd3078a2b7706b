package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void createSetsWhatTheServerKnows() {
        Reply reply = server.post(MAPS, Manifests.configMap("settings", "{a: one}"));
        assertThat(reply.code()).isEqualTo(201);
        assertThat(reply.text("metadata", "namespace")).isEqualTo("default");
        assertThat(reply.text("metadata", "creationTimestamp")).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(reply.text("metadata", "uid")).hasSize(36);
        assertThat(reply.at("metadata", "resourceVersion").asLong()).isPositive();
        assertThat(server.get(MAPS + "/settings").json()).isEqualTo(reply.json());
    }

    @Test
    void createTwiceIsAConflict() {
        server.post(MAPS, Manifests.configMap("settings", "{}"));
        Reply reply = server.post(MAPS, Manifests.configMap("settings", "{}"));
        assertThat(reply.code()).isEqualTo(409);
        assertThat(reply.text("reason")).isEqualTo("AlreadyExists");
        assertThat(reply.text("message")).isEqualTo("configmaps \"settings\" already exists");
        assertThat(reply.text("details", "name")).isEqualTo("settings");
    }

    @Test
    void generatesNames() {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: run-}}";
        String first = server.post(MAPS, map).text("metadata", "name");
        String second = server.post(MAPS, map).text("metadata", "name");
        assertThat(first).matches("run-[a-z0-9]{5}").isNotEqualTo(second);
    }

    @Test
    void needsTheNamespace() {
        Reply reply = server.post("/api/v1/namespaces/nowhere/configmaps", Manifests.configMap("a", "{}"));
        assertThat(reply.code()).isEqualTo(404);
        assertThat(reply.text("message")).isEqualTo("namespaces \"nowhere\" not found");
    }

    @Test
    void refusesAnotherNamespaceInTheBody() {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}}";
        assertThat(server.post(MAPS, map).code()).isEqualTo(400);
    }

    @Test
    void refusesAnotherKindInTheBody() {
        Reply reply = server.post(MAPS, "{apiVersion: v1, kind: Secret, metadata: {name: a}}");
        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.text("message"))
                .contains("must be of type ConfigMap in v1")
                .contains("found Secret in v1");
    }

    @Test
    void missingObjectIsNotFound() {
        Reply reply = server.get(DEPLOYMENTS + "/web");
        assertThat(reply.code()).isEqualTo(404);
        assertThat(reply.text("message")).isEqualTo("deployments.apps \"web\" not found");
        assertThat(reply.text("details", "kind")).isEqualTo("deployments");
        assertThat(reply.text("details", "group")).isEqualTo("apps");
    }

    @Test
    void unknownPathsAreNotFound() {
        for (String path : new String[] {"/api/v1/things", "/apis/none/v1/pods", "/nothing", "/api/v2/pods", "/"}) {
            assertThat(server.get(path).code()).as(path).isEqualTo(404);
        }
        assertThat(server.get("/api/v1/pods/name").code()).isEqualTo(404);
        assertThat(server.get(MAPS + "/a/status").code()).isEqualTo(404);
    }

    @Test
    void updateNeedsTheLatestVersion() {
        ObjectNode map = (ObjectNode)
                server.post(MAPS, Manifests.configMap("settings", "{a: one}")).json();
        map.putObject("data").put("a", "two");
        Reply updated = server.put(MAPS + "/settings", map);
        assertThat(updated.code()).isEqualTo(200);
        assertThat(updated.text("data", "a")).isEqualTo("two");
        Reply stale = server.put(MAPS + "/settings", map);
        assertThat(stale.code()).isEqualTo(409);
        assertThat(stale.text("message"))
                .isEqualTo("Operation cannot be fulfilled on configmaps \"settings\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    @Test
    void updateKeepsTheIdentity() {
        ObjectNode map = (ObjectNode)
                server.post(MAPS, Manifests.configMap("settings", "{a: one}")).json();
        String uid = Meta.uid(map);
        map.set("metadata", Json.object().put("name", "settings"));
        server.pass(Duration.ofHours(1));
        Reply updated = server.put(MAPS + "/settings", map);
        assertThat(updated.text("metadata", "uid")).isEqualTo(uid);
        assertThat(updated.text("metadata", "creationTimestamp")).isEqualTo("2026-01-05T10:00:00Z");
    }

    @Test
    void updateOfNothingIsNotFound() {
        ObjectNode map = Json.parse(ApiServer.json(Manifests.configMap("settings", "{a: one}")));
        assertThat(server.put(MAPS + "/settings", map).code()).isEqualTo(404);
    }

    @Test
    void updateWithoutAChangeKeepsTheVersion() {
        Reply created = server.post(MAPS, Manifests.configMap("settings", "{a: one}"));
        Reply same = server.put(MAPS + "/settings", created.json());
        assertThat(same.text("metadata", "resourceVersion")).isEqualTo(created.text("metadata", "resourceVersion"));
    }

    @Test
    void generationCountsChangesOfTheSpecOnly() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx:1"));
        Reply labelled = server.patch(DEPLOYMENTS + "/web", "merge", "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
        assertThat(labelled.at("metadata", "generation").asInt()).isEqualTo(1);
        Reply scaled = server.patch(DEPLOYMENTS + "/web", "merge", "{\"spec\":{\"replicas\":0}}");
        assertThat(scaled.at("metadata", "generation").asInt()).isEqualTo(2);
        Reply status = server.patch(DEPLOYMENTS + "/web/status", "merge", "{\"status\":{\"readyReplicas\":7}}");
        assertThat(status.at("metadata", "generation").asInt()).isEqualTo(2);
    }

    @Test
    void statusIsWrittenOnlyThroughItsSubresource() {
        server.namespace("pets");
        Reply ignored = server.patch("/api/v1/namespaces/pets", "merge", "{\"status\":{\"phase\":\"Odd\"}}");
        assertThat(ignored.text("status", "phase")).isEqualTo("Active");
        Reply written = server.patch("/api/v1/namespaces/pets/status", "merge", "{\"status\":{\"phase\":\"Odd\"}}");
        assertThat(written.text("status", "phase")).isEqualTo("Odd");
    }

    @Test
    void dryRunNeverStores() {
        Reply created = server.post(MAPS + "?dryRun=All", Manifests.configMap("settings", "{a: one}"));
        assertThat(created.code()).isEqualTo(201);
        assertThat(server.get(MAPS + "/settings").code()).isEqualTo(404);
        server.post(MAPS, Manifests.configMap("settings", "{a: one}"));
        Reply patched = server.patch(MAPS + "/settings?dryRun=All", "merge", "{\"data\":{\"a\":\"two\"}}");
        assertThat(patched.text("data", "a")).isEqualTo("two");
        assertThat(server.delete(MAPS + "/settings?dryRun=All").code()).isEqualTo(200);
        assertThat(server.get(MAPS + "/settings").text("data", "a")).isEqualTo("one");
        assertThat(server.post(MAPS + "?dryRun=Some", Manifests.configMap("b", "{}"))
                        .code())
                .isEqualTo(400);
    }

    @Test
    void stateSurvivesARestartAndVersionsGoOn() {
        Reply before = server.post(MAPS, Manifests.configMap("settings", "{a: one}"));
        try (ApiServer again = server.restarted()) {
            assertThat(again.get(MAPS + "/settings").json()).isEqualTo(before.json());
            Reply after = again.patch(MAPS + "/settings", "merge", "{\"data\":{\"a\":\"two\"}}");
            assertThat(after.at("metadata", "resourceVersion").asLong())
                    .isGreaterThan(before.at("metadata", "resourceVersion").asLong());
        }
    }

    @Test
    void ofTheSameRequestsComeTheSameObjects() {
        Reply one = server.post(MAPS, Manifests.configMap("settings", "{a: one}"));
        try (ApiServer other = new ApiServer()) {
            assertThat(other.post(MAPS, Manifests.configMap("settings", "{a: one}"))
                            .json())
                    .isEqualTo(one.json());
        }
    }

    @Test
    void permanentNamespacesAreThere() {
        assertThat(server.get("/api/v1/namespaces").names())
                .containsExactly("default", "kube-node-lease", "kube-public", "kube-system");
        assertThat(server.get("/api/v1/namespaces/default/serviceaccounts").names())
                .containsExactly("default");
        assertThat(server.delete("/api/v1/namespaces/kube-system").code()).isEqualTo(403);
    }

    @Test
    void scaleIsAViewOfTheWorkload() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 2, "nginx:1"));
        ObjectNode scale = (ObjectNode) server.get(DEPLOYMENTS + "/web/scale").json();
        assertThat(Json.text(scale, "kind")).isEqualTo("Scale");
        assertThat(Json.text(scale, "status", "selector")).isEqualTo("app=web");
        scale.putObject("spec").put("replicas", 4);
        assertThat(server.put(DEPLOYMENTS + "/web/scale", scale)
                        .at("spec", "replicas")
                        .asInt())
                .isEqualTo(4);
        assertThat(server.put(DEPLOYMENTS + "/web/scale", scale).code()).isEqualTo(409);
        Reply patched = server.patch(DEPLOYMENTS + "/web/scale", "merge", "{\"spec\":{\"replicas\":1}}");
        assertThat(patched.at("spec", "replicas").asInt()).isEqualTo(1);
        assertThat(server.get(DEPLOYMENTS + "/web").at("spec", "replicas").asInt())
                .isEqualTo(1);
        assertThat(server.patch(DEPLOYMENTS + "/web/scale", "merge", "{\"spec\":{\"replicas\":\"x\"}}")
                        .code())
                .isEqualTo(400);
    }

    @Test
    void streamsIntoContainersAreRefusedHonestly() {
        server.post("/api/v1/namespaces/default/pods", Manifests.pod("one", ""));
        Reply reply = server.get("/api/v1/namespaces/default/pods/one/log");
        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.text("text")).isEmpty();
        assertThat(server.get("/api/v1/namespaces/default/pods/two/log").code()).isEqualTo(404);
        assertThat(server.get("/api/v1/namespaces/default/pods/one/exec?command=ls")
                        .text("message"))
                .isEqualTo("Upgrade request required");
    }

    @Test
    void unknownMethodsAreRefused() {
        assertThat(server.send("PUT", MAPS, "{}", "Content-Type", "application/json")
                        .code())
                .isEqualTo(405);
        assertThat(server.post(MAPS + "/a", Manifests.configMap("a", "{}")).code())
                .isEqualTo(405);
        assertThat(server.send("OPTIONS", MAPS, "").code()).isEqualTo(405);
    }

    @Test
    void bodiesThatCannotBeReadAreRefused() {
        assertThat(server.send("POST", MAPS, "{", "Content-Type", "application/json")
                        .code())
                .isEqualTo(400);
        assertThat(server.send("POST", MAPS, "[]", "Content-Type", "application/json")
                        .code())
                .isEqualTo(400);
        assertThat(server.send("POST", MAPS, "a", "Content-Type", "text/plain").code())
                .isEqualTo(415);
        String yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: fromyaml}\n";
        assertThat(server.send("POST", MAPS, yaml, "Content-Type", "application/yaml")
                        .code())
                .isEqualTo(201);
    }
}
