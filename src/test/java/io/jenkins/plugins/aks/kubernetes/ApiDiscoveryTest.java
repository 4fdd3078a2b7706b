package io.jenkins.plugins.aks.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDiscoveryTest {

    private static final String METRICS = "/apis/metrics.k8s.io/v1beta1";

    private final ApiServer server = new ApiServer();
    private final KubernetesClient client = server.client();
    private final ApiReader reader = new ApiReader(client);
    private final ApiDiscovery discovery = new ApiDiscovery(reader);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void groups(String... groups) {
        server.answer("/apis", 200, json("{'groups': [" + String.join(",", groups) + "]}"));
    }

    private static String group(String name, String more, String... versions) {
        List<String> list = List.of(versions).stream()
                .map(version -> "{'groupVersion':'" + name + "/" + version + "','version':'" + version + "'}")
                .toList();
        return "{'name':'" + name + "','versions':[" + String.join(",", list) + "]" + more + "}";
    }

    private void resources(String path, String... plurals) {
        List<String> list = List.of(plurals).stream()
                .map(plural -> "{'name':'" + plural + "','singularName':'','kind':'K" + plural
                        + "','namespaced':true,'categories':['lab']}")
                .toList();
        server.answer(path, 200, json("{'resources':[" + String.join(",", list) + "]}"));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void theCoreGroupIsAskedFirstAndOnlyAsMuchAsNeeded() throws Exception {
        assertThat(discovery.find("ns")).extracting(ApiResource::kind).containsExactly("Namespace");
        assertThat(server.asked()).containsExactly("GET /apis", "GET /api/v1");
    }

    @Test
    void subresourcesAreNoKinds() throws Exception {
        assertThat(discovery.find("pods/log")).isEmpty();
        assertThat(discovery.find("Scale")).isEmpty();
    }

    @Test
    void aGroupWithoutAPreferredVersionIsReadByItsFirst() throws Exception {
        groups(group("lab.example", "", "v2", "v1"), group("empty.example", ""));
        resources("/apis/lab.example/v2", "gadgets");
        resources("/apis/lab.example/v1", "gadgets");

        assertThat(discovery.find("gadgets"))
                .extracting(ApiResource::apiVersion)
                .containsExactly("lab.example/v2");
        assertThat(server.asked()).doesNotContain("GET /apis/lab.example/v1", "GET /apis/empty.example/");
    }

    @Test
    void whatOnlyAnotherVersionServesIsFoundThere() throws Exception {
        groups(group("lab.example", ",'preferredVersion':{'version':'v1'}", "v1", "v1beta1"));
        resources("/apis/lab.example/v1", "gadgets");
        resources("/apis/lab.example/v1beta1", "gadgets", "trials");

        assertThat(discovery.find("trials")).extracting(ApiResource::version).containsExactly("v1beta1");
        assertThat(discovery.find("gadgets")).extracting(ApiResource::version).containsExactly("v1");
        assertThat(discovery.find("lab")).extracting(ApiResource::plural).containsExactly("gadgets");
        assertThat(discovery.find("nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 404})
    void aGroupThatDoesNotAnswerIsLeftOut(int status) throws Exception {
        groups(group("metrics.k8s.io", "", "v1beta1"), group("lab.example", "", "v1"));
        server.answer(METRICS, status, "not now");
        resources("/apis/lab.example/v1", "gadgets");

        assertThat(discovery.find("gadgets")).hasSize(1);
        assertThat(discovery.unavailable()).containsExactly("metrics.k8s.io/v1beta1");
    }

    @Test
    void aGroupThatIsAskedForByNameMustAnswer() {
        groups(group("metrics.k8s.io", "", "v1beta1"));
        server.answer(METRICS, 503, "not now");

        assertThatThrownBy(() -> discovery.find("nodes.Metrics.k8s.io"))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(503));
    }

    @Test
    void otherRefusalsAreNotPassedOver() {
        groups(group("lab.example", "", "v1"));
        server.answer("/apis/lab.example/v1", 403, "{}");

        assertThatThrownBy(() -> discovery.find("gadgets")).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void theCoreGroupMustAnswer() {
        server.answer("/api/v1", 503, "not now");

        assertThatThrownBy(() -> discovery.find("deployments")).isInstanceOf(KubernetesClientException.class);
        assertThat(discovery.unavailable()).isEmpty();
    }

    @Test
    void aRefusalCarriesTheServersStatus() {
        assertThatThrownBy(() -> reader.get("api/v1/namespaces/none", ApiReader.JSON))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(404);
                    assertThat(refused.getStatus().getReason()).isEqualTo("NotFound");
                })
                .hasMessage("GET api/v1/namespaces/none: namespaces \"none\" not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "[]", "\"text\"", "null"})
    void aRefusalInOtherWordsCarriesItsCode(String body) {
        server.answer("/api/v1/nodes", 502, body);

        assertThatThrownBy(() -> reader.get("api/v1/nodes", ApiReader.JSON))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(502))
                .hasMessage("GET api/v1/nodes: HTTP 502");
    }

    @Test
    void aServerThatIsGoneDidNotAnswer() {
        server.close();

        assertThatThrownBy(() -> reader.get("api/v1/nodes", ApiReader.JSON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer GET api/v1/nodes");
    }
}
