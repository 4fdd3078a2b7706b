package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PatchTest {
    private static final ObjectNode POD = Json.parse(ApiServer.json(
            "{metadata: {name: a, finalizers: [x, y]}, spec: {nodeSelector: {disk: ssd}, tolerations: [{key: a}],"
                    + " containers: [{name: one, image: i1, ports: [{containerPort: 80, protocol: TCP}],"
                    + " env: [{name: A, value: '1'}, {name: B, value: '2'}]}, {name: two, image: i2}]}}"));

    private static ObjectNode strategic(String yaml) {
        return new StrategicMergePatch().apply(POD, Json.parse(ApiServer.json(yaml)));
    }

    private static ObjectNode json(String operations) throws Exception {
        return JsonPatch.apply(POD, Json.MAPPER.readTree(operations));
    }

    @Test
    void strategicMergesContainersByName() {
        ObjectNode patched = strategic("{spec: {containers: [{name: two, image: i3}, {name: three, image: i4}]}}");
        JsonNode containers = Json.at(patched, "spec", "containers");
        assertThat(containers.findValuesAsText("image")).containsExactly("i1", "i3", "i4");
        assertThat(containers.path(0).path("env")).hasSize(2);
    }

    @Test
    void strategicDeletesAnItem() {
        ObjectNode patched = strategic("{spec: {containers: [{name: one, $patch: delete}]}}");
        assertThat(Json.at(patched, "spec", "containers").findValuesAsText("name"))
                .containsExactly("two");
    }

    @Test
    void strategicReplacesAList() {
        ObjectNode patched = strategic("{spec: {containers: [{$patch: replace}, {name: only, image: i}]}}");
        assertThat(Json.at(patched, "spec", "containers").findValuesAsText("name"))
                .containsExactly("only");
    }

    @Test
    void strategicReplacesAMap() {
        ObjectNode patched = strategic("{spec: {nodeSelector: {$patch: replace, cpu: fast}}}");
        assertThat(Json.at(patched, "spec", "nodeSelector"))
                .isEqualTo(Json.object().put("cpu", "fast"));
    }

    @Test
    void strategicKeepsOnlyNamedKeys() {
        ObjectNode patched = strategic("{spec: {$retainKeys: [containers]}}");
        assertThat(patched.path("spec").fieldNames()).toIterable().containsExactly("containers");
    }

    @Test
    void strategicReplacesAtomicLists() {
        ObjectNode patched = strategic("{spec: {tolerations: [{key: b}]}}");
        assertThat(Json.at(patched, "spec", "tolerations").findValuesAsText("key"))
                .containsExactly("b");
    }

    @Test
    void strategicAddsToAndDeletesFromSets() {
        assertThat(Json.texts(Json.at(strategic("{metadata: {finalizers: [z, x]}}"), "metadata", "finalizers")))
                .containsExactly("x", "y", "z");
        assertThat(Json.texts(Json.at(
                        strategic("{metadata: {$deleteFromPrimitiveList/finalizers: [x]}}"), "metadata", "finalizers")))
                .containsExactly("y");
    }

    @Test
    void strategicOrdersAsTold() {
        ObjectNode patched = strategic("{spec: {$setElementOrder/containers: [{name: two}, {name: one}],"
                + " containers: [{name: one, image: new}]}}");
        assertThat(Json.at(patched, "spec", "containers").findValuesAsText("image"))
                .startsWith("i2", "new");
    }

    @Test
    void strategicRemovesWithNull() {
        assertThat(strategic("{spec: {nodeSelector: {disk: null}}}").at("/spec/nodeSelector"))
                .isEmpty();
        assertThat(strategic("{spec: {nodeSelector: null}}").path("spec").has("nodeSelector"))
                .isFalse();
    }

    @Test
    void strategicNeedsTheMergeKey() {
        assertThatThrownBy(() -> strategic("{spec: {containers: [{image: x}]}}"))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("does not contain declared merge key: name");
    }

    @Test
    void jsonPatchAddsRemovesReplaces() throws Exception {
        ObjectNode patched = json("[{\"op\":\"add\",\"path\":\"/spec/containers/0/env/-\",\"value\":{\"name\":\"C\"}},"
                + "{\"op\":\"remove\",\"path\":\"/spec/nodeSelector\"},"
                + "{\"op\":\"replace\",\"path\":\"/spec/containers/1/image\",\"value\":\"i9\"}]");
        assertThat(patched.at("/spec/containers/0/env")).hasSize(3);
        assertThat(patched.path("spec").has("nodeSelector")).isFalse();
        assertThat(patched.at("/spec/containers/1/image").asText()).isEqualTo("i9");
        assertThat(POD.path("spec").has("nodeSelector")).isTrue();
    }

    @Test
    void jsonPatchMovesCopiesTestsAndUnescapes() throws Exception {
        ObjectNode patched = json("[{\"op\":\"test\",\"path\":\"/metadata/name\",\"value\":\"a\"},"
                + "{\"op\":\"copy\",\"from\":\"/metadata/name\",\"path\":\"/metadata/x~1y\"},"
                + "{\"op\":\"move\",\"from\":\"/metadata/finalizers\",\"path\":\"/metadata/moved\"}]");
        assertThat(Json.text(patched, "metadata", "x/y")).isEqualTo("a");
        assertThat(Json.at(patched, "metadata", "moved")).hasSize(2);
    }

    @Test
    void jsonPatchRefusesWhatDoesNotApply() {
        for (String patch : new String[] {
            "[{\"op\":\"test\",\"path\":\"/metadata/name\",\"value\":\"b\"}]",
            "[{\"op\":\"remove\",\"path\":\"/spec/nothing\"}]",
            "[{\"op\":\"add\",\"path\":\"/spec/containers/7\",\"value\":{}}]",
            "[{\"op\":\"add\",\"path\":\"spec\",\"value\":{}}]"
        }) {
            assertThatThrownBy(() -> json(patch)).as(patch).isInstanceOfSatisfying(ApiError.class, e -> assertThat(
                            e.code())
                    .isEqualTo(422));
        }
        assertThatThrownBy(() -> json("[{\"op\":\"turn\",\"path\":\"/spec\"}]"))
                .hasMessageContaining("unknown JSON patch operation \"turn\"");
        assertThatThrownBy(() -> json("{}")).hasMessageContaining("a list of operations");
    }

    @Test
    void mergePatchReplacesListsAndRemovesNulls() throws Exception {
        ObjectNode patched = MergePatch.apply(
                POD, Json.MAPPER.readTree("{\"spec\":{\"containers\":[{\"name\":\"x\"}],\"nodeSelector\":null}}"));
        assertThat(patched.at("/spec/containers")).hasSize(1);
        assertThat(patched.path("spec").has("nodeSelector")).isFalse();
        assertThat(patched.at("/spec/tolerations")).hasSize(1);
    }

    @Test
    void serverRefusesUnknownKindsOfPatch() {
        try (ApiServer server = new ApiServer()) {
            String path = "/api/v1/namespaces/default";
            Reply reply = server.send("PATCH", path, "{}", "Content-Type", "application/json");
            assertThat(reply.code()).isEqualTo(415);
            assertThat(server.patch(path, "merge", "[]").code()).isEqualTo(400);
            assertThat(server.patch(path, "merge", "{\"metadata\":{\"name\":\"other\"}}")
                            .code())
                    .isEqualTo(400);
            assertThat(server.patch(path + "?force=true", "merge", "{}").code()).isEqualTo(400);
        }
    }

    @Test
    void patchWithAnOldVersionConflicts() {
        try (ApiServer server = new ApiServer()) {
            server.namespace("pets");
            Reply reply = server.patch(
                    "/api/v1/namespaces/pets",
                    "merge",
                    "{\"metadata\":{\"resourceVersion\":\"1\",\"labels\":{\"a\":\"b\"}}}");
            assertThat(reply.code()).isEqualTo(409);
        }
    }
}
