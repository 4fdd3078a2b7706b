package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeGetTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final KubeGetKit kit = new KubeGetKit();

    @AfterEach
    void close() {
        kit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployments",
                "deployment",
                "deploy",
                "Deployment",
                "deployments.apps",
                "deploy.apps",
                "deployments.v1.apps"
            })
    void aKindIsNamedAsKubectlTakesIt(String kind) throws Exception {
        kit.server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx"));

        Map<String, Object> result = kit.get(kind);

        assertThat(result).containsEntry("kind", "Deployment").containsEntry("count", 1);
        assertThat(KubeGetKit.items(result).get(0))
                .containsEntry("apiVersion", "apps/v1")
                .containsEntry("kind", "Deployment");
    }

    @Test
    void wholeObjectsAreReturned() throws Exception {
        kit.server.post(DEPLOYMENTS, Manifests.deployment("web", 2, "nginx:1.27"));

        Map<String, Object> web = KubeGetKit.items(kit.get("deploy")).get(0);

        assertThat(web).extracting("spec.replicas").isEqualTo(2);
        assertThat(web).extracting("spec.template.spec.containers").asString().contains("image=nginx:1.27");
        assertThat(List.copyOf(((Map<?, ?>) web.get("metadata")).keySet()))
                .asString()
                .doesNotContain("managedFields");
    }

    @Test
    void aCategoryReadsAllItsKindsThatHaveObjects() throws Exception {
        kit.server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx"));
        kit.server.post("/api/v1/namespaces/default/services", Manifests.service("front", ""));
        kit.configMap("default", "settings", "{}");

        Map<String, Object> result = kit.get("all");

        assertThat(result).containsEntry("kind", "all");
        assertThat(KubeGetKit.names(result)).contains("web", "front").doesNotContain("settings");
        assertThat(KubeGetKit.items(result))
                .extracting(item -> item.get("kind"))
                .contains("Deployment", "Service");
        assertThat(kit.session.lines).contains("deployments:", "services:").doesNotContain("daemonsets:", "jobs:");
    }

    @Test
    void anEmptyCategorySaysSo() throws Exception {
        kit.server.namespace("empty");

        assertThat(kit.get("all", step -> step.setNamespace("empty"))).containsEntry("count", 0);
        assertThat(kit.session.lines).containsExactly("No resources found in namespace empty.");
    }

    @Test
    void aNameWithACategoryIsRefused() {
        assertThatThrownBy(() -> kit.get("all", step -> step.setName("web")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("all stands for several kinds");
    }

    @Test
    void clusterScopedKindsHaveNoNamespace() throws Exception {
        kit.server.cluster(Manifests.pool("user", 2, ""));

        Map<String, Object> result = kit.get("no", step -> step.setNamespace("pets"));

        assertThat(result).containsEntry("kind", "Node").containsEntry("count", 2);
        assertThat(kit.session.lines.get(0)).startsWith("NAME").contains("STATUS", "VERSION");
    }

    @Test
    void oneObjectByName() throws Exception {
        kit.configMap("default", "one", "{}");
        kit.configMap("default", "two", "{}");

        assertThat(KubeGetKit.names(kit.get("cm", step -> step.setName("two")))).containsExactly("two");
    }

    @Test
    void aMissingObjectIsRefusedWithItsName() {
        assertThatThrownBy(() -> kit.get("configmaps", step -> step.setName("gone")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("kubeGet configmaps")
                .hasMessageContaining("configmaps \"gone\" not found")
                .hasMessageContaining("HTTP 404");
    }

    @Test
    void aMissingObjectMayBeOptional() throws Exception {
        Map<String, Object> result = kit.get("cm", step -> {
            step.setName("gone");
            step.setOptional(true);
        });

        assertThat(result).containsEntry("count", 0).containsEntry("items", List.of());
        assertThat(kit.session.lines).containsExactly("No configmaps found in namespace default.");
    }

    @Test
    void anUnknownKindIsAWrongParameter() {
        assertThatThrownBy(() -> kit.get("deploys"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("kind: 'deploys' was given");
    }

    @Test
    void aNameIsNoPath() {
        kit.server.post(PODS, Manifests.pod("one", ""));

        assertThatThrownBy(() -> kit.get("po", step -> step.setName("one/log")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("404");
    }

    @Test
    void aLabelSelectorNarrows() throws Exception {
        kit.configMap("default", "one", "{team: pets, tier: web}");
        kit.configMap("default", "two", "{team: pets, tier: db}");

        assertThat(KubeGetKit.names(kit.get("cm", step -> step.setSelector("team=pets,tier notin (web)"))))
                .containsExactly("two");
    }

    @Test
    void aFieldSelectorNarrows() throws Exception {
        kit.configMap("default", "one", "{}");
        kit.configMap("default", "two", "{}");

        assertThat(KubeGetKit.names(kit.get("cm", step -> step.setFieldSelector("metadata.name=one"))))
                .containsExactly("one");
    }

    @Test
    void allNamespacesAreAColumnOfTheTable() throws Exception {
        kit.server.namespace("pets");
        kit.configMap("default", "one", "{app: x}");
        kit.configMap("pets", "two", "{app: x}");

        Map<String, Object> result = kit.get("cm", step -> {
            step.setAllNamespaces(true);
            step.setSelector("app=x");
        });

        assertThat(KubeGetKit.names(result)).containsExactlyInAnyOrder("one", "two");
        assertThat(kit.session.lines.get(0)).startsWith("NAMESPACE   NAME");
        assertThat(kit.session.lines).anyMatch(line -> line.startsWith("pets        two"));
    }

    @Test
    void manyObjectsComeInPagesAndInOneTable() throws Exception {
        for (int i = 0; i < 5; i++) {
            kit.configMap("default", "page-" + i, "{app: x}");
        }
        KubeQuery query = new KubeQuery("cm", "", "default", false, "app=x", "", false, false);

        Map<String, Object> result = kit.run(new KubeGet("id", query, 2));

        assertThat(KubeGetKit.names(result)).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
        assertThat(kit.server.asked().stream().filter("GET /api/v1/namespaces/default/configmaps"::equals))
                .hasSize(3);
        assertThat(kit.session.lines).hasSize(6);
        assertThat(kit.session.lines)
                .filteredOn(line -> line.startsWith("NAME"))
                .hasSize(1);
    }

    @Test
    void aListThatNeverEndsIsLeft() {
        kit.server.answer(
                "/api/v1/namespaces/default/configmaps",
                200,
                "{\"kind\": \"ConfigMapList\", \"metadata\": {\"continue\": \"again\"}, \"items\": []}");

        assertThatThrownBy(() -> kit.get("cm"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("list of configmaps does not end")
                .hasMessageContaining("selector");
        assertThat(kit.server.asked().stream().filter("GET /api/v1/namespaces/default/configmaps"::equals))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void aNameLeadsNowhereElse(String dots) {
        assertThatThrownBy(() -> KubeGetKit.operation("cm", step -> step.setName(dots)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> KubeGetKit.operation("cm", step -> step.setNamespace(dots)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("namespace");
    }

    @Test
    void aCustomResourceHasItsPrinterColumns() throws Exception {
        kit.server.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Manifests.WIDGETS);
        kit.server.post(
                "/apis/lab.example/v1/namespaces/default/widgets",
                "{apiVersion: lab.example/v1, kind: Widget, metadata: {name: one}, spec: {size: 7}}");

        Map<String, Object> result = kit.get("wd");

        assertThat(result).containsEntry("kind", "Widget");
        assertThat(KubeGetKit.items(result).get(0)).extracting("spec.size").isEqualTo(7);
        assertThat(kit.session.lines).containsExactly("NAME   SIZE", "one    7");
    }

    @Test
    void theTableIsTheServers() throws Exception {
        kit.server.cluster(Manifests.POOL);
        kit.server.post(PODS, Manifests.pod("one", ""));
        kit.server.settle();

        kit.get("pods");

        assertThat(kit.session.lines)
                .containsExactly("NAME   READY   STATUS    RESTARTS   AGE", "one    1/1     Running   0          20s");
    }

    @Test
    void whatASecretHoldsIsNeitherReturnedNorLogged() throws Exception {
        kit.server.post(
                "/api/v1/namespaces/default/secrets",
                "{apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {"
                        + "kubectl.kubernetes.io/last-applied-configuration: c3dvcmRmaXNo}},"
                        + " data: {password: c3dvcmRmaXNo}}");

        Map<String, Object> result = kit.get("secrets", step -> step.setDescribe(true));

        assertThat(KubeGetKit.names(result)).containsExactly("s");
        assertThat(KubeGetKit.items(result).get(0)).containsEntry("data", Map.of("password", PlainObject.HIDDEN));
        assertThat(result.toString() + kit.session.lines).doesNotContain("c3dvcmRmaXNo", "swordfish");
    }

    @Test
    void aServerThatKnowsNoTablesIsReadAllTheSame() throws Exception {
        kit.server.answer(PODS, 200, "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"one\"}}]}");

        Map<String, Object> result = kit.get("pods");

        assertThat(KubeGetKit.names(result)).containsExactly("one");
        assertThat(KubeGetKit.items(result).get(0)).containsEntry("kind", "Pod");
        assertThat(kit.session.lines).containsExactly("NAME", "one");
    }
}
