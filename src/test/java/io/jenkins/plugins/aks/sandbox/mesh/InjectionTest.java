package io.jenkins.plugins.aks.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pods get a proxy, and which one. */
class InjectionTest {
    private static final String REV = "{istio.io/rev: asm-1-29}";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/pets/deployments";
    private static final String WEB = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector:"
            + " {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web,"
            + " image: 'nginx:1.27', resources: {requests: {memory: 10Mi}}}]}}}}";

    private MeshCloud mesh;

    @BeforeEach
    void start(@TempDir Path directory) {
        mesh = new MeshCloud(directory);
        mesh.change("'serviceMeshProfile':{'mode':'Istio','istio':{'revisions':['asm-1-29']}}");
    }

    @AfterEach
    void stop() {
        mesh.close();
    }

    private JsonNode created(String namespace, String labels, String spec) {
        String name = "p" + mesh.pods(namespace, "").size();
        Answer answer = mesh.pod(namespace, name, labels, spec);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.body();
    }

    private boolean hasProxy(JsonNode pod) {
        return MeshCloud.names(pod.at("/spec/initContainers")).contains("istio-proxy")
                || MeshCloud.names(pod.at("/spec/containers")).contains("istio-proxy");
    }

    @Test
    void aNamespaceWithTheInstalledRevision() {
        mesh.namespace("pets", REV);
        JsonNode pod = created("pets", "{app: front}", "");
        assertThat(MeshCloud.names(pod.at("/spec/initContainers"))).containsExactly("istio-init", "istio-proxy");
        assertThat(pod.at("/spec/initContainers/1/restartPolicy").asText()).isEqualTo("Always");
        assertThat(MeshCloud.names(pod.at("/spec/containers"))).containsExactly("app");
        assertThat(pod.at("/metadata/annotations").path("istio.io/rev").asText())
                .isEqualTo("asm-1-29");
        assertThat(pod.at("/metadata/annotations")
                        .path("sidecar.istio.io/status")
                        .asText())
                .contains("\"initContainers\":[\"istio-init\",\"istio-proxy\"]", "\"revision\":\"asm-1-29\"");
        assertThat(pod.at("/metadata/labels").path("security.istio.io/tlsMode").asText())
                .isEqualTo("istio");
        mesh.settle();
        JsonNode live = mesh.pods("pets", "").get(0);
        assertThat(live.at("/status/initContainerStatuses/0/state/terminated/exitCode")
                        .asInt(-1))
                .isZero();
        assertThat(live.at("/status/initContainerStatuses/1/ready").asBoolean()).isTrue();
        assertThat(Mesh.hasProxy(live)).isTrue();
    }

    @Test
    void nothingElse() {
        mesh.namespace("plain", "{team: x}");
        mesh.namespace("old", "{istio.io/rev: asm-1-22}");
        mesh.namespace("enabled", "{istio-injection: enabled}");
        mesh.namespace("both", "{istio.io/rev: asm-1-29, istio-injection: enabled}");
        mesh.namespace("pets", REV);
        for (String namespace : List.of("plain", "old", "enabled", "both")) {
            assertThat(hasProxy(created(namespace, "{app: a}", "")))
                    .as(namespace)
                    .isFalse();
        }
        assertThat(hasProxy(created("pets", "{sidecar.istio.io/inject: 'false'}", "")))
                .isFalse();
        assertThat(hasProxy(created("pets", "{app: a}", "hostNetwork: true, "))).isFalse();
        assertThat(hasProxy(created("old", "{istio.io/rev: asm-1-29}", ""))).isFalse();
        assertThat(hasProxy(created("plain", "{istio.io/rev: asm-1-28}", ""))).isFalse();
        assertThat(hasProxy(created("plain", "{istio.io/rev: asm-1-29}", ""))).isTrue();
    }

    @Test
    void theNewestRevisionNeedsNoInitContainer() {
        mesh.change("'serviceMeshProfile':{'mode':'Istio','istio':{'revisions':['asm-1-29','asm-1-30']}}");
        mesh.namespace("pets", "{istio.io/rev: asm-1-30}");
        JsonNode pod = created("pets", "{app: a}", "initContainers: [{name: mine, image: busybox}], ");
        assertThat(MeshCloud.names(pod.at("/spec/initContainers"))).containsExactly("istio-proxy", "mine");
    }

    @Test
    void aRestartBringsItToADeployment() {
        mesh.namespace("pets", "{}");
        mesh.post(DEPLOYMENTS, WEB);
        mesh.settle();
        assertThat(mesh.pods("pets", "app%3Dweb")).hasSize(1).noneMatch(this::hasProxy);
        mesh.send("PATCH", "/api/v1/namespaces/pets", "{metadata: {labels: " + REV + "}}");
        mesh.settle();
        assertThat(mesh.pods("pets", "app%3Dweb")).noneMatch(this::hasProxy);
        restart();
        assertThat(mesh.pods("pets", "app%3Dweb")).hasSize(1).allMatch(Mesh::hasProxy);
    }

    private void restart() {
        mesh.send(
                "PATCH",
                DEPLOYMENTS + "/web",
                "{spec: {template: {metadata: {annotations: {kubectl.kubernetes.io/restartedAt: now}}}}}");
        mesh.settle();
    }

    @Test
    void aQuotaCountsTheProxy() {
        mesh.namespace("pets", REV);
        mesh.post(
                "/api/v1/namespaces/pets/resourcequotas",
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: small}, spec: {hard: {requests.memory:"
                        + " 100Mi}}}");
        mesh.post(DEPLOYMENTS, WEB);
        mesh.settle();
        String set = MeshCloud.name(
                mesh.get("/apis/apps/v1/namespaces/pets/replicasets").at("/items/0"));
        assertThat(mesh.events("pets", set))
                .anyMatch(event -> event.startsWith("FailedCreate") && event.contains("exceeded quota: small"));
    }

    @Test
    void withoutAControlPlaneNoPodIsMade() {
        mesh.namespace("pets", REV);
        mesh.send(
                "PATCH",
                "/apis/apps/v1/namespaces/aks-istio-system/deployments/istiod-asm-1-29",
                "{spec: {replicas: 0}}");
        mesh.settle();
        Answer refused = mesh.pod("pets", "p", "{app: a}", "");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text("/message"))
                .contains(
                        "failed calling webhook \"rev.namespace.sidecar-injector.istio.io\"",
                        "no endpoints available for service \"istiod-asm-1-29\"");
        assertThat(created("pets", "{sidecar.istio.io/inject: 'false'}", "")).isNotNull();
    }
}
