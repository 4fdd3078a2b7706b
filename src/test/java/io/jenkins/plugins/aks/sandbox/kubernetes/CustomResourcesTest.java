package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomResourcesTest {
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String WIDGETS = "/apis/lab.example/v1/namespaces/default/widgets";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void define() {
        server.post(DEFINITIONS, Manifests.WIDGETS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String widget(String name, String spec) {
        return "{apiVersion: lab.example/v1, kind: Widget, metadata: {name: " + name + "}, spec: " + spec + "}";
    }

    @Test
    void aDefinitionIsEstablishedAndDiscovered() {
        Reply definition = server.get(DEFINITIONS + "/widgets.lab.example");
        assertThat(Conditions.isTrue(definition.json(), "Established")).isTrue();
        assertThat(server.get("/apis").at("groups").findValuesAsText("name")).contains("lab.example");
        Reply resources = server.get("/apis/lab.example/v1");
        assertThat(resources.at("resources").findValuesAsText("name")).containsExactly("widgets", "widgets/status");
        assertThat(Json.texts(resources.at("resources").path(0).path("shortNames")))
                .containsExactly("wd");
        assertThat(Json.texts(resources.at("resources").path(0).path("categories")))
                .containsExactly("all");
    }

    @Test
    void withoutADefinitionNothingIsServed() {
        assertThat(server.get("/apis/other.example/v1/namespaces/default/widgets")
                        .code())
                .isEqualTo(404);
        assertThat(server.get("/apis/other.example/v1").code()).isEqualTo(404);
    }

    @Test
    void instancesLive() {
        Reply created = server.post(WIDGETS, widget("one", "{size: 1}"));
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.at("metadata", "generation").asInt()).isEqualTo(1);
        Reply changed = server.patch(WIDGETS + "/one", "merge", "{\"spec\":{\"size\":2}}");
        assertThat(changed.at("metadata", "generation").asInt()).isEqualTo(2);
        Reply list = server.get(WIDGETS);
        assertThat(list.text("kind")).isEqualTo("WidgetList");
        assertThat(list.at("items").path(0).path("kind").asText()).isEqualTo("Widget");
        assertThat(server.patch(WIDGETS + "/one", "strategic-merge", "{}").code())
                .isEqualTo(415);
    }

    @Test
    void schemaRefusesWrongValues() {
        Reply missing = server.post(WIDGETS, widget("one", "{color: red}"));
        assertThat(missing.code()).isEqualTo(422);
        assertThat(missing.text("message")).contains("spec.size: Required value");
        Reply wrong = server.post(WIDGETS, widget("one", "{size: big}"));
        assertThat(wrong.text("message")).contains("spec.size in body must be of type integer");
        Reply value = server.post(WIDGETS, widget("one", "{size: 1, color: blue}"));
        assertThat(value.text("message")).contains("Unsupported value: \"blue\": supported values: \"red\", \"green\"");
    }

    @Test
    void unknownFieldsArePrunedOrRefused() {
        Reply pruned = server.post(WIDGETS, widget("one", "{size: 1, extra: x, egress: [{any: thing}]}"));
        assertThat(pruned.at("spec").has("extra")).isFalse();
        assertThat(pruned.at("spec", "egress").path(0).path("any").asText()).isEqualTo("thing");
        assertThat(pruned.headers().firstValue("Warning")).hasValue("299 - \"unknown field \\\"spec.extra\\\"\"");
        Reply strict = server.post(WIDGETS + "?fieldValidation=Strict", widget("two", "{size: 1, extra: x}"));
        assertThat(strict.code()).isEqualTo(400);
        assertThat(strict.text("message")).contains("unknown field \"spec.extra\"");
    }

    @Test
    void tablesShowThePrinterColumns() {
        server.post(WIDGETS, widget("one", "{size: 7}"));
        Reply table = server.get(WIDGETS, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        assertThat(table.at("columnDefinitions").findValuesAsText("name")).containsExactly("Name", "Size");
        assertThat(table.at("rows").path(0).path("cells").path(1).asText()).isEqualTo("7");
    }

    @Test
    void theDefinitionTakesItsInstances() {
        server.post(WIDGETS, widget("one", "{size: 1}"));
        server.delete(DEFINITIONS + "/widgets.lab.example");
        assertThat(server.get(WIDGETS).code()).isEqualTo(404);
        server.post(DEFINITIONS, Manifests.WIDGETS);
        assertThat(server.get(WIDGETS).names()).isEmpty();
    }

    @Test
    void definitionsAreChecked() {
        String wrong = Manifests.WIDGETS.replace("name: widgets.lab.example", "name: other");
        Reply reply = server.post(DEFINITIONS, wrong);
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.text("message")).contains("must be spec.names.plural+\".\"+spec.group");
    }
}
