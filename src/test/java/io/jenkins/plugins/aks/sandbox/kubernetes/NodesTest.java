package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {
    private static final String NODES = "/api/v1/nodes";
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPoolBecomesNodes() {
        server.cluster(Manifests.POOL);
        List<String> names = server.get(NODES).names();
        assertThat(names).hasSize(3).allMatch(name -> name.matches("aks-user-\\d{8}-vmss00000[0-2]"));
        Reply node = server.get(NODES + "/" + names.get(1));
        JsonNode labels = node.at("metadata", "labels");
        assertThat(Json.text(labels, "kubernetes.azure.com/agentpool")).isEqualTo("user");
        assertThat(Json.text(labels, "agentpool")).isEqualTo("user");
        assertThat(Json.text(labels, "kubernetes.azure.com/mode")).isEqualTo("user");
        assertThat(Json.text(labels, "node.kubernetes.io/instance-type")).isEqualTo("Standard_D4ds_v5");
        assertThat(Json.text(labels, "topology.kubernetes.io/zone")).isEqualTo("eastus2-2");
        assertThat(Json.text(labels, "topology.kubernetes.io/region")).isEqualTo("eastus2");
        assertThat(Json.text(labels, "kubernetes.io/hostname")).isEqualTo(names.get(1));
        assertThat(Json.text(labels, "kubernetes.io/os")).isEqualTo("linux");
        assertThat(Json.text(labels, "team")).isEqualTo("pets");
        assertThat(node.text("status", "nodeInfo", "kubeletVersion")).isEqualTo("v1.32.5");
        assertThat(node.text("status", "capacity", "cpu")).isEqualTo("4");
        assertThat(Conditions.isTrue(node.json(), "Ready")).isTrue();
    }

    @Test
    void poolsWithoutZonesAreInZoneZero() {
        server.cluster(Manifests.pool("plain", 1, ""));
        JsonNode labels = server.get(NODES).at("items").path(0).path("metadata").path("labels");
        assertThat(Json.text(labels, "topology.kubernetes.io/zone")).isEqualTo("0");
    }

    @Test
    void nodesRunTheOperatingSystemOfTheirImage() {
        server.cluster(Manifests.pool("blue", 1, "nodeImageVersion: AKSAzureLinux-V3gen2-202611.10.0"));
        assertThat(Json.text(server.get(NODES).at("items").path(0), "status", "nodeInfo", "osImage"))
                .isEqualTo("Microsoft Azure Linux 3.0");
    }

    @Test
    void ciliumBringsItsPolicies() {
        server.cluster(Manifests.POOL);
        assertThat(server.get("/apis/cilium.io/v2/namespaces/default/ciliumnetworkpolicies")
                        .names())
                .isEmpty();
        assertThat(server.get("/apis/cilium.io/v2").at("resources").toString()).contains("\"cnp\"", "\"ccnp\"");
    }

    @Test
    void scalingAddsAndRemovesTheLast() {
        server.cluster(Manifests.pool("user", 1, ""));
        List<String> one = server.get(NODES).names();
        server.cluster(Manifests.pool("user", 3, ""));
        assertThat(server.get(NODES).names()).hasSize(3).containsAll(one);
        server.cluster(Manifests.pool("user", 1, ""));
        assertThat(server.get(NODES).names()).isEqualTo(one);
    }

    @Test
    void aPoolThatIsGoneTakesItsNodes() {
        server.cluster(Manifests.POOL, Manifests.pool("second", 2, ""));
        assertThat(server.get(NODES).names()).hasSize(5);
        server.cluster(Manifests.POOL);
        assertThat(server.get(NODES + "?labelSelector=agentpool=second").names())
                .isEmpty();
        server.cluster(Manifests.POOL, Manifests.pool("second", 1, ""));
        assertThat(server.get(NODES + "?labelSelector=agentpool=second").names())
                .hasSize(1);
    }

    @Test
    void taintsAndLabelsFollowThePoolAndUsersKeepTheirs() {
        server.cluster(
                Manifests.pool("user", 1, "nodeTaints: ['a=b:NoSchedule', 'c:PreferNoSchedule'], nodeLabels: {x: y}"));
        String node = NODES + "/" + server.get(NODES).names().get(0);
        assertThat(server.get(node).at("spec", "taints"))
                .isEqualTo(Json.parse("{\"t\":[{\"key\":\"a\",\"value\":\"b\",\"effect\":\"NoSchedule\"},"
                                + "{\"key\":\"c\",\"effect\":\"PreferNoSchedule\"}]}")
                        .path("t"));
        server.patch(
                node,
                "strategic-merge",
                "{\"metadata\":{\"labels\":{\"mine\":\"1\"}},\"spec\":{\"taints\":[{\"key\":\"own\",\"effect\":\"NoSchedule\"}]}}");
        server.cluster(Manifests.pool("user", 1, "nodeTaints: ['c:PreferNoSchedule'], nodeLabels: {z: y}"));
        Reply changed = server.get(node);
        assertThat(changed.at("spec", "taints").findValuesAsText("key")).containsExactlyInAnyOrder("own", "c");
        assertThat(changed.at("metadata", "labels").has("x")).isFalse();
        assertThat(changed.text("metadata", "labels", "z")).isEqualTo("y");
        assertThat(changed.text("metadata", "labels", "mine")).isEqualTo("1");
    }

    @Test
    void theSameNewsAgainChangeNothing() {
        server.cluster(Manifests.POOL);
        server.settle();
        JsonNode before = server.get(NODES).json();
        server.cluster(Manifests.POOL);
        assertThat(server.get(NODES).json()).isEqualTo(before);
    }

    @Test
    void aDeletedNodeStaysAwayAndItsPodsMove() {
        server.cluster(Manifests.POOL);
        server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 3, "nginx:1"));
        server.settle();
        String gone = server.get(NODES).names().get(0);
        assertThat(server.get(PODS + "?fieldSelector=spec.nodeName=" + gone).names())
                .hasSize(1);
        assertThat(server.delete(NODES + "/" + gone).text("status")).isEqualTo("Success");
        server.settle();
        assertThat(server.get(PODS + "?fieldSelector=spec.nodeName=" + gone).names())
                .hasSize(1);
        server.pass(Duration.ofSeconds(60));
        server.settle();
        assertThat(server.get(NODES).names()).hasSize(2).doesNotContain(gone);
        assertThat(server.get(PODS + "?fieldSelector=status.phase=Running").names())
                .hasSize(3);
        assertThat(server.get(PODS + "?fieldSelector=spec.nodeName=" + gone).names())
                .isEmpty();
    }

    @Test
    void podsThatFitNowhereSayWhy() {
        server.cluster(Manifests.pool("user", 2, "nodeTaints: ['dedicated=mesh:NoSchedule']"));
        server.post(PODS, Manifests.podWith("plain", "restartPolicy: Always"));
        server.post(PODS, Manifests.podWith("picky", "nodeSelector: {disk: ssd}, tolerations: [{operator: Exists}]"));
        server.post(
                PODS, Manifests.podWith("fine", "tolerations: [{key: dedicated, value: mesh, effect: NoSchedule}]"));
        server.settle();
        assertThat(server.get(PODS + "/fine").text("status", "phase")).isEqualTo("Running");
        assertThat(unscheduled("plain"))
                .isEqualTo("0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: mesh}.");
        assertThat(unscheduled("picky"))
                .isEqualTo("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.");
        Reply events = server.get("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=plain");
        assertThat(events.at("items").findValuesAsText("reason")).containsExactly("FailedScheduling");
        assertThat(events.at("items").path(0).path("type").asText()).isEqualTo("Warning");
    }

    private String unscheduled(String pod) {
        JsonNode conditions = server.get(PODS + "/" + pod).at("status", "conditions");
        return Conditions.find(conditions, "PodScheduled").path("message").asText();
    }

    @Test
    void aPodThatWaitedStartsWhenANodeFits() {
        server.post(PODS, Manifests.pod("one", ""));
        assertThat(unscheduled("one")).isEqualTo("no nodes available to schedule pods");
        server.cluster(Manifests.pool("user", 1, ""));
        server.settle();
        assertThat(server.get(PODS + "/one").text("status", "phase")).isEqualTo("Running");
    }

    @Test
    void noExecuteDrivesPodsAway() {
        server.cluster(Manifests.pool("user", 1, ""));
        server.post(PODS, Manifests.pod("one", ""));
        server.settle();
        server.cluster(Manifests.pool("user", 1, "nodeTaints: ['out=now:NoExecute']"));
        server.settle();
        assertThat(server.get(PODS + "/one").code()).isEqualTo(404);
    }

    @Test
    void cordonedNodesTakeNoNewPods() {
        server.cluster(Manifests.pool("user", 1, ""));
        String node = NODES + "/" + server.get(NODES).names().get(0);
        server.patch(node, "strategic-merge", "{\"spec\":{\"unschedulable\":true}}");
        server.post(PODS, Manifests.pod("one", ""));
        assertThat(unscheduled("one")).contains("1 node(s) were unschedulable");
        assertThat(server.get(NODES + "?fieldSelector=spec.unschedulable=true").names())
                .hasSize(1);
    }

    @Test
    void evictionEndsAPod() {
        server.cluster(Manifests.pool("user", 1, ""));
        server.post(PODS, Manifests.pod("one", ""));
        server.settle();
        Reply reply =
                server.post(PODS + "/one/eviction", "{apiVersion: policy/v1, kind: Eviction, metadata: {name: one}}");
        assertThat(reply.code()).isEqualTo(201);
        server.settle();
        assertThat(server.get(PODS + "/one").code()).isEqualTo(404);
    }

    @Test
    void aBudgetKeepsPods() {
        server.cluster(Manifests.pool("user", 2, ""));
        server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 2, "nginx:1"));
        String budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
        server.post(
                budgets,
                "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web},"
                        + " spec: {minAvailable: '50%', selector: {matchLabels: {app: web}}}}");
        server.settle();
        assertThat(server.get(budgets + "/web")
                        .at("status", "disruptionsAllowed")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.get(budgets, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                        .at("rows")
                        .path(0)
                        .path("cells")
                        .toString())
                .startsWith("[\"web\",\"50%\",\"N/A\",1,");
        List<String> pods = server.get(PODS).names();
        assertThat(evict(pods.get(0)).code()).isEqualTo(201);
        Reply refused = evict(pods.get(1));
        assertThat(refused.code()).isEqualTo(429);
        assertThat(refused.text("reason")).isEqualTo("TooManyRequests");
        assertThat(refused.at("details", "causes").path(0).path("message").asText())
                .isEqualTo("The disruption budget web needs 1 healthy pods and has 1 currently");
        server.settle();
        assertThat(server.get(PODS).names()).hasSize(2).contains(pods.get(1));
        assertThat(evict(pods.get(1)).code()).isEqualTo(201);
    }

    private Reply evict(String pod) {
        return server.post(
                PODS + "/" + pod + "/eviction",
                "{apiVersion: policy/v1, kind: Eviction, metadata: {name: " + pod + "}}");
    }

    @Test
    void theSystemRunsWhatTheClusterAsksFor() {
        server.cluster(Manifests.POOL);
        server.settle();
        assertThat(server.get("/apis/apps/v1/namespaces/kube-system/daemonsets").names())
                .contains("cilium")
                .doesNotContain("kube-proxy");
        assertThat(server.get("/apis/apps/v1/namespaces/kube-system/deployments")
                        .names())
                .contains("coredns", "metrics-server", "konnectivity-agent");
        assertThat(server.get("/api/v1/namespaces/kube-system/pods?fieldSelector=status.phase!=Running")
                        .names())
                .isEmpty();
        assertThat(server.get("/apis/storage.k8s.io/v1/storageclasses").names()).contains("managed-csi");
    }

    @Test
    void nodesTellTheirStoryInEvents() {
        server.cluster(Manifests.pool("user", 1, ""));
        String node = server.get(NODES).names().get(0);
        Reply events = server.get("/api/v1/events?fieldSelector=involvedObject.uid=" + node);
        assertThat(events.at("items").findValuesAsText("reason"))
                .containsExactlyInAnyOrder("Starting", "NodeReady", "RegisteredNode");
        assertThat(server.get("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases")
                        .names())
                .containsExactly(node);
    }

    @Test
    void aDeletedClusterLeavesNothing() {
        server.cluster(Manifests.POOL);
        server.get(NODES);
        server.api().deleted(ApiServer.ID);
        assertThat(server.store().under("k8s/")).isEmpty();
        assertThat(server.get(NODES).names()).isEmpty();
    }

    @Test
    void nodesSurviveARestart() {
        server.cluster(Manifests.POOL);
        JsonNode before = server.get(NODES).at("items");
        try (ApiServer again = server.restarted()) {
            assertThat(again.get(NODES).at("items")).isEqualTo(before);
        }
    }
}
