package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {
    private static final String MAP = "/api/v1/namespaces/default/configmaps/settings";
    private static final String WEB = "/apis/apps/v1/namespaces/default/deployments/web";
    private static final String WIDGET = "/apis/lab.example/v1/namespaces/default/widgets/one";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void customResource() {
        server.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Manifests.WIDGETS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void createsWithTheManagersFieldsAsOwned() {
        Reply reply = server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one}"));
        assertThat(reply.code()).isEqualTo(201);
        JsonNode entry = reply.at("metadata", "managedFields").path(0);
        assertThat(Json.text(entry, "manager")).isEqualTo("lab");
        assertThat(Json.text(entry, "operation")).isEqualTo("Apply");
        assertThat(Json.text(entry, "apiVersion")).isEqualTo("v1");
        assertThat(Json.text(entry, "fieldsType")).isEqualTo("FieldsV1");
        assertThat(entry.path("fieldsV1")).isEqualTo(Json.parse("{\"f:data\":{\"f:a\":{}}}"));
    }

    @Test
    void removesWhatTheManagerNoLongerNames() {
        server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one, b: two}"));
        Reply reply = server.apply(MAP, "lab", Manifests.configMap("settings", "{b: two}"));
        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.at("data")).isEqualTo(Json.object().put("b", "two"));
    }

    @Test
    void keepsWhatAnotherManagerAlsoNames() {
        server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one, b: two}"));
        server.apply(MAP, "other", Manifests.configMap("settings", "{a: one}"));
        Reply reply = server.apply(MAP, "lab", Manifests.configMap("settings", "{b: two}"));
        assertThat(reply.text("data", "a")).isEqualTo("one");
    }

    @Test
    void conflictNamesManagerAndField() {
        server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one, b: two}"));
        Reply reply = server.apply(MAP, "other", Manifests.configMap("settings", "{a: mine, b: mine}"));
        assertThat(reply.code()).isEqualTo(409);
        assertThat(reply.text("reason")).isEqualTo("Conflict");
        assertThat(reply.text("message"))
                .isEqualTo("Apply failed with 2 conflicts: conflicts with \"lab\" using v1:\n- .data.a\n- .data.b");
        JsonNode cause = reply.at("details", "causes").path(0);
        assertThat(Json.text(cause, "reason")).isEqualTo("FieldManagerConflict");
        assertThat(Json.text(cause, "message")).isEqualTo("conflict with \"lab\" using v1");
        assertThat(Json.text(cause, "field")).isEqualTo(".data.a");
        assertThat(server.get(MAP).text("data", "a")).isEqualTo("one");
    }

    @Test
    void sameValueIsSharedWithoutConflict() {
        server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one}"));
        Reply reply = server.apply(MAP, "other", Manifests.configMap("settings", "{a: one}"));
        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.at("metadata", "managedFields")).hasSize(2);
    }

    @Test
    void forceTakesTheFieldsOver() {
        server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one}"));
        Reply reply = server.apply(MAP + "?force=true", "other", Manifests.configMap("settings", "{a: mine}"));
        assertThat(reply.text("data", "a")).isEqualTo("mine");
        assertThat(reply.at("metadata", "managedFields")).hasSize(1);
        assertThat(reply.at("metadata", "managedFields").path(0).path("manager").asText())
                .isEqualTo("other");
    }

    @Test
    void sameConfigurationChangesNothing() {
        Reply first = server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one}"));
        server.pass(Duration.ofMinutes(1));
        Reply second = server.apply(MAP, "lab", Manifests.configMap("settings", "{a: one}"));
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void anUpdateTakesOwnershipAndThenConflicts() {
        server.apply(WEB, "lab", Manifests.deployment("web", 2, "nginx:1"));
        server.patch(WEB + "?fieldManager=kubectl-scale", "merge", "{\"spec\":{\"replicas\":5}}");
        Reply reply = server.apply(WEB, "lab", Manifests.deployment("web", 3, "nginx:1"));
        assertThat(reply.code()).isEqualTo(409);
        assertThat(reply.text("message"))
                .isEqualTo(
                        "Apply failed with 1 conflict: conflict with \"kubectl-scale\" using apps/v1: .spec.replicas");
    }

    @Test
    void listsMergeByKey() {
        server.apply(WEB, "lab", Manifests.deployment("web", 1, "nginx:1"));
        String sidecar = "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers:"
                + " [{name: proxy, image: 'envoy:1'}]}}}}";
        Reply both = server.apply(WEB, "mesh", sidecar);
        assertThat(names(both.at("spec", "template", "spec", "containers"))).containsExactly("proxy", "main");
        String none = "{apiVersion: apps/v1, kind: Deployment}";
        Reply one = server.apply(WEB, "mesh", none);
        assertThat(names(one.at("spec", "template", "spec", "containers"))).containsExactly("main");
    }

    @Test
    void itemsOfAListAreOwnedByTheirKey() {
        server.apply(WEB, "lab", Manifests.deployment("web", 1, "nginx:1"));
        Reply reply = server.apply(
                WEB,
                "other",
                "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec:"
                        + " {containers: [{name: main, env: [{name: A, value: two}]}]}}}}");
        assertThat(reply.code()).isEqualTo(409);
        assertThat(reply.text("message"))
                .contains(".spec.template.spec.containers[name=\"main\"].env[name=\"A\"].value");
    }

    @Test
    void emptyListsSurvive() {
        Reply reply = server.apply(
                WIDGET, "lab", "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1, egress: [], rules: []}}");
        assertThat(reply.code()).isEqualTo(201);
        assertThat(reply.at("spec", "egress").isArray()).isTrue();
        assertThat(server.get(WIDGET).at("spec", "rules").isArray()).isTrue();
    }

    @Test
    void atomicListOfACustomResourceIsReplaced() {
        server.apply(
                WIDGET,
                "lab",
                "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1, egress: [{to: a}, {to: b}]}}");
        Reply reply = server.apply(
                WIDGET, "lab", "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1, egress: [{to: c}]}}");
        assertThat(reply.at("spec", "egress")).hasSize(1);
    }

    @Test
    void keyedListOfACustomResourceMerges() {
        String one = "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1, rules: [{name: a, port: 1}]}}";
        server.apply(WIDGET, "lab", one);
        Reply reply = server.apply(
                WIDGET, "other", "{apiVersion: lab.example/v1, kind: Widget, spec: {rules: [{name: b, port: 2}]}}");
        assertThat(names(reply.at("spec", "rules"))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void droppedBlockDisappears() {
        server.apply(WIDGET, "lab", "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1, color: red}}");
        Reply reply = server.apply(WIDGET, "lab", "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1}}");
        assertThat(reply.at("spec").has("color")).isFalse();
    }

    @Test
    void dryRunStoresNothing() {
        Reply reply = server.apply(MAP + "?dryRun=All", "lab", Manifests.configMap("settings", "{a: one}"));
        assertThat(reply.code()).isEqualTo(201);
        assertThat(server.get(MAP).code()).isEqualTo(404);
    }

    @Test
    void statusIsAppliedOnlyThroughItsSubresource() {
        server.apply(WIDGET, "lab", "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1}, status: {x: 1}}");
        assertThat(server.get(WIDGET).json().has("status")).isFalse();
        Reply reply = server.apply(
                WIDGET + "/status",
                "controller",
                "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 9}, status: {x: 2}}");
        assertThat(reply.at("status", "x").asInt()).isEqualTo(2);
        assertThat(reply.at("spec", "size").asInt()).isEqualTo(1);
        assertThat(reply.at("metadata", "managedFields").findValuesAsText("subresource"))
                .containsExactly("status");
    }

    @Test
    void needsAFieldManager() {
        Reply reply = server.send("PATCH", MAP, "{}", "Content-Type", "application/apply-patch+yaml");
        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.text("message")).contains("fieldManager: Required value");
    }

    @Test
    void refusesManagedFieldsInTheConfiguration() {
        String body = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, managedFields: [{manager: x}]}}";
        assertThat(server.apply(MAP, "lab", body).text("message")).isEqualTo("metadata.managedFields must be nil");
    }

    @Test
    void refusesTheSameKeyTwice() {
        Reply reply = server.apply(
                WIDGET,
                "lab",
                "{apiVersion: lab.example/v1, kind: Widget, spec: {size: 1, rules: [{name: a}, {name: a}]}}");
        assertThat(reply.code()).isEqualTo(500);
        assertThat(reply.text("message")).contains(".spec.rules: duplicate entries for key [{\"name\":\"a\"}]");
    }

    @Test
    void readsYaml() {
        String yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: one\n";
        Reply reply =
                server.send("PATCH", MAP + "?fieldManager=lab", yaml, "Content-Type", "application/apply-patch+yaml");
        assertThat(reply.text("data", "a")).isEqualTo("one");
    }

    private static List<String> names(JsonNode list) {
        return list.findValuesAsText("name").stream()
                .filter(name -> !name.equals("A"))
                .toList();
    }
}
