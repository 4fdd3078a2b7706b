package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the proxy of the mesh is in a pod, on a version of Kubernetes before native sidecars were usual. */
class SidecarTest {
    private static final String POD = "/api/v1/namespaces/pets/pods/a";

    @ParameterizedTest
    @CsvSource({"asm-1-28, [istio-init], '[a, istio-proxy]'", "asm-1-29, '[istio-init, istio-proxy]', [a]"})
    void theProxyIsAContainerOrANativeSidecar(String revision, String init, String containers) {
        try (ApiServer server = new ApiServer()) {
            server.mesh("{mode: Istio, istio: {revisions: [" + revision + "]}}").cluster(Manifests.POOL);
            server.settle();
            server.post(
                    "/api/v1/namespaces",
                    "{apiVersion: v1, kind: Namespace, metadata: {name: pets, labels: {istio.io/rev: " + revision
                            + "}}}");
            server.post(
                    "/api/v1/namespaces/pets/pods",
                    "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image:"
                            + " 'nginx:1'}]}}");
            server.settle();
            JsonNode pod = server.object(POD);
            assertThat(names(pod.at("/spec/initContainers"))).hasToString(init);
            assertThat(names(pod.at("/spec/containers"))).hasToString(containers);
            JsonNode table = server.get(POD, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                    .json();
            assertThat(table.at("/rows/0/cells/1").asText()).isEqualTo("2/2");
            assertThat(server.get("/api/v1/namespaces/pets/pods/a/log?container=istio-proxy")
                            .json()
                            .toString())
                    .contains("Envoy proxy is ready");
        }
    }

    private static List<String> names(JsonNode containers) {
        List<String> names = new ArrayList<>();
        containers.forEach(each -> names.add(Json.text(each, "name")));
        return names;
    }
}
