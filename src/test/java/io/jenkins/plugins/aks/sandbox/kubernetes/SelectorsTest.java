package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectorsTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void objects() {
        create("a", "{app: web, tier: front}");
        create("b", "{app: db}");
        create("c", "{tier: front}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void create(String name, String labels) {
        server.post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", labels: " + labels + "}}");
    }

    private List<String> select(String selector) {
        String encoded = java.net.URLEncoder.encode(selector, java.nio.charset.StandardCharsets.UTF_8);
        return server.get(MAPS + "?fieldSelector=metadata.name!=kube-root-ca.crt&labelSelector=" + encoded)
                .names();
    }

    @Test
    void equality() {
        assertThat(select("app=web")).containsExactly("a");
        assertThat(select("app==web")).containsExactly("a");
        assertThat(select("app!=web")).containsExactly("b", "c");
        assertThat(select("app=web,tier=front")).containsExactly("a");
        assertThat(select("app=db,tier=front")).isEmpty();
    }

    @Test
    void sets() {
        assertThat(select("app in (web, db)")).containsExactly("a", "b");
        assertThat(select("app notin (web)")).containsExactly("b", "c");
        assertThat(select("app in (web,db),tier notin (front)")).containsExactly("b");
        assertThat(select("app")).containsExactly("a", "b");
        assertThat(select("!app")).containsExactly("c");
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(server.get(MAPS + "?labelSelector=a%3Db%3Dc").code()).isEqualTo(400);
        assertThat(server.get(MAPS + "?labelSelector=%2C").code()).isEqualTo(400);
        assertThat(server.get(MAPS + "?fieldSelector=metadata.name").code()).isEqualTo(400);
    }

    @Test
    void fields() {
        assertThat(server.get(MAPS + "?fieldSelector=metadata.name=b").names()).containsExactly("b");
        assertThat(server.get(MAPS + "?fieldSelector=metadata.name==b,metadata.namespace=default")
                        .names())
                .containsExactly("b");
        Reply reply = server.get(MAPS + "?fieldSelector=spec.nodeName=x");
        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.text("message")).isEqualTo("field label not supported: spec.nodeName");
    }

    @Test
    void objectForm() {
        ObjectNode selector = Json.parse(ApiServer.json("{matchLabels: {app: web}, matchExpressions:"
                + " [{key: tier, operator: Exists}, {key: env, operator: DoesNotExist},"
                + " {key: zone, operator: NotIn, values: [x]}]}"));
        assertThat(LabelSelector.of(selector).test(Json.parse("{\"app\":\"web\",\"tier\":\"f\"}")))
                .isTrue();
        assertThat(LabelSelector.of(selector).test(Json.parse("{\"app\":\"web\"}")))
                .isFalse();
        assertThat(LabelSelector.of(selector).test(Json.parse("{\"app\":\"web\",\"tier\":\"f\",\"zone\":\"x\"}")))
                .isFalse();
        assertThatThrownBy(() -> LabelSelector.of(Json.parse(
                                ApiServer.json("{matchExpressions: [{key: a, operator: Like, values: [b]}]}")))
                        .test(Json.object()))
                .isInstanceOf(ApiError.class);
    }

    @Test
    void pagesFollowEachOther() {
        Reply first = server.get(MAPS + "?limit=3");
        assertThat(first.names()).containsExactly("a", "b", "c");
        assertThat(first.at("metadata", "remainingItemCount").asInt()).isEqualTo(1);
        Reply second = server.get(MAPS + "?limit=3&continue=" + first.text("metadata", "continue"));
        assertThat(second.names()).containsExactly("kube-root-ca.crt");
        assertThat(second.at("metadata").has("continue")).isFalse();
        assertThat(server.get(MAPS + "?limit=x").code()).isEqualTo(400);
        assertThat(server.get(MAPS + "?continue=*").code()).isEqualTo(400);
        assertThat(server.get(MAPS + "?limit=1&continue=zzzz").code())
                .as("a token that was not given out is no end of the list")
                .isEqualTo(400);
    }

    @Test
    void listsOfAllNamespacesAndWithoutKindsInItems() {
        server.namespace("pets");
        server.post("/api/v1/namespaces/pets/configmaps", Manifests.configMap("d", "{}"));
        Reply all = server.get("/api/v1/configmaps?labelSelector=!app");
        assertThat(all.names()).contains("c", "d");
        assertThat(all.text("kind")).isEqualTo("ConfigMapList");
        assertThat(all.at("items").path(0).has("kind")).isFalse();
    }
}
