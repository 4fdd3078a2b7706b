package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void versionIsTheClusters() {
        server.cluster(Manifests.POOL);
        Reply version = server.get("/version");
        assertThat(version.text("gitVersion")).isEqualTo("v1.32.5");
        assertThat(version.text("minor")).isEqualTo("32");
    }

    @Test
    void healthIsPlainText() {
        assertThat(server.get("/healthz").text("text")).isEqualTo("ok");
        assertThat(server.get("/readyz").code()).isEqualTo(200);
    }

    @Test
    void coreAndGroups() {
        assertThat(Json.texts(server.get("/api").at("versions"))).containsExactly("v1");
        Reply groups = server.get("/apis");
        assertThat(groups.at("groups").findValuesAsText("name"))
                .contains("apps", "batch", "networking.k8s.io", "apiextensions.k8s.io", "policy");
        assertThat(server.get("/apis/apps").text("preferredVersion", "groupVersion"))
                .isEqualTo("apps/v1");
        assertThat(server.get("/apis/none").code()).isEqualTo(404);
        assertThat(server.get("/api/v2").code()).isEqualTo(404);
    }

    @Test
    void resourcesSayNamesVerbsAndScope() {
        JsonNode pods = resource("/api/v1", "pods");
        assertThat(pods.path("namespaced").asBoolean()).isTrue();
        assertThat(Json.texts(pods.path("shortNames"))).containsExactly("po");
        assertThat(Json.texts(pods.path("categories"))).containsExactly("all");
        assertThat(Json.texts(pods.path("verbs"))).contains("create", "deletecollection", "watch");
        assertThat(resource("/api/v1", "nodes").path("namespaced").asBoolean()).isFalse();
        assertThat(resource("/apis/apps/v1", "deployments/scale").path("kind").asText())
                .isEqualTo("Scale");
        assertThat(Json.texts(resource("/apis/authorization.k8s.io/v1", "selfsubjectaccessreviews")
                        .path("verbs")))
                .containsExactly("create");
    }

    private JsonNode resource(String path, String name) {
        for (JsonNode resource : server.get(path).at("resources")) {
            if (Json.text(resource, "name").equals(name)) {
                return resource;
            }
        }
        throw new AssertionError(path + " has no resource " + name);
    }

    @Test
    void openApiTellsKubectlThatTheServerValidates() {
        assertThat(server.get("/openapi/v3").at("paths").has("apis/apps/v1")).isTrue();
        Reply apps = server.get("/openapi/v3/apis/apps/v1");
        JsonNode patch = apps.at("paths", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "patch");
        assertThat(patch.path("parameters").findValuesAsText("name")).contains("fieldValidation", "dryRun");
        assertThat(Json.text(patch, "x-kubernetes-group-version-kind", "kind")).isEqualTo("Deployment");
        assertThat(server.get("/openapi/v3/apis/none/v1").code()).isEqualTo(404);
        assertThat(server.get("/openapi/v2").text("swagger")).isEqualTo("2.0");
    }

    @Test
    void openApiTwoAlsoComesInTheBinaryForm() {
        Reply reply = server.get("/openapi/v2", "Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        assertThat(reply.headers().firstValue("Content-Type")).hasValue(OpenApi.BINARY_MEDIA);
        assertThat(reply.text("text").getBytes(StandardCharsets.UTF_8)).startsWith(10, 3, '2', '.', '0');
    }

    @Test
    void podsAsATable() {
        server.cluster(Manifests.POOL);
        server.post("/api/v1/namespaces/default/pods", Manifests.pod("one", ""));
        server.settle();
        Reply table = server.get("/api/v1/namespaces/default/pods", "Accept", TABLE);
        assertThat(table.text("kind")).isEqualTo("Table");
        assertThat(table.at("columnDefinitions").findValuesAsText("name"))
                .startsWith("Name", "Ready", "Status", "Restarts", "Age", "IP", "Node");
        JsonNode row = table.at("rows").path(0);
        assertThat(Json.texts(row.path("cells"))).startsWith("one", "1/1", "Running", "0", "20s");
        assertThat(Json.text(row, "object", "kind")).isEqualTo("PartialObjectMetadata");
    }

    @Test
    void oneObjectAsATableWithTheWholeObject() {
        server.cluster(Manifests.pool("user", 1, ""));
        String node = server.get("/api/v1/nodes").names().get(0);
        Reply table = server.get("/api/v1/nodes/" + node + "?includeObject=Object", "Accept", TABLE);
        assertThat(Json.texts(table.at("rows").path(0).path("cells"))).startsWith(node, "Ready", "<none>");
        assertThat(Json.text(table.at("rows").path(0), "object", "kind")).isEqualTo("Node");
    }

    @Test
    void everyTypeHasATable() {
        server.cluster(Manifests.POOL);
        server.settle();
        for (ResourceType type : BuiltInTypes.ALL) {
            if (!type.reviewOnly()) {
                String base = type.group().isEmpty() ? "/api/" : "/apis/";
                Reply table = server.get(base + type.apiVersion() + "/" + type.plural(), "Accept", TABLE);
                assertThat(table.code()).as(type.plural()).isEqualTo(200);
                assertThat(table.at("columnDefinitions")).as(type.plural()).isNotEmpty();
            }
        }
    }

    @Test
    void metadataOnly() {
        Reply list = server.get(
                "/api/v1/namespaces", "Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io");
        assertThat(list.text("kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(list.at("items").path(0).has("status")).isFalse();
    }

    @Test
    void agesReadLikeKubectls() {
        assertThat(Ages.text(java.time.Duration.ofSeconds(119))).isEqualTo("119s");
        assertThat(Ages.text(java.time.Duration.ofSeconds(200))).isEqualTo("3m20s");
        assertThat(Ages.text(java.time.Duration.ofMinutes(9))).isEqualTo("9m");
        assertThat(Ages.text(java.time.Duration.ofMinutes(150))).isEqualTo("150m");
        assertThat(Ages.text(java.time.Duration.ofMinutes(270))).isEqualTo("4h30m");
        assertThat(Ages.text(java.time.Duration.ofHours(30))).isEqualTo("30h");
        assertThat(Ages.text(java.time.Duration.ofHours(75))).isEqualTo("3d3h");
        assertThat(Ages.text(java.time.Duration.ofDays(30))).isEqualTo("30d");
        assertThat(Ages.text(java.time.Duration.ofDays(800))).isEqualTo("2y70d");
    }
}
