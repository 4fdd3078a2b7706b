package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String SETS = "/apis/apps/v1/namespaces/default/statefulsets";
    private static final String DAEMONS = "/apis/apps/v1/namespaces/default/daemonsets";
    private static final String JOBS = "/apis/batch/v1/namespaces/default/jobs";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void nodes() {
        server.cluster(Manifests.POOL);
        server.settle();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void deploymentMakesReadyPodsOnDifferentNodes() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 3, "nginx:1"));
        assertThat(phases()).containsOnly("Pending");
        assertThat(server.get(DEPLOYMENTS + "/web")
                        .at("status", "unavailableReplicas")
                        .asInt())
                .isEqualTo(3);
        server.pass(Duration.ofSeconds(2));
        assertThat(phases()).containsExactly("Running", "Running", "Running");
        assertThat(nodes("app=web")).hasSize(3);
        Reply web = server.get(DEPLOYMENTS + "/web");
        assertThat(web.at("status", "availableReplicas").asInt()).isEqualTo(3);
        assertThat(web.at("status", "observedGeneration")).isEqualTo(web.at("metadata", "generation"));
        JsonNode progressing = Conditions.find(web.at("status", "conditions"), "Progressing");
        assertThat(progressing.path("reason").asText()).isEqualTo("NewReplicaSetAvailable");
    }

    @Test
    void podsBelongToTheReplicaSetOfTheirTemplate() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx:1"));
        JsonNode pod = server.get(PODS).at("items").path(0);
        JsonNode owner = Json.at(pod, "metadata", "ownerReferences").path(0);
        assertThat(Json.text(owner, "kind")).isEqualTo("ReplicaSet");
        assertThat(Json.text(owner, "name"))
                .isEqualTo("web-" + Json.text(pod, "metadata", "labels", "pod-template-hash"));
        assertThat(Meta.name(pod)).startsWith(Json.text(owner, "name") + "-");
    }

    @Test
    void rolloutKeepsPodsServing() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 4, "nginx:1"));
        server.settle();
        server.patch(
                DEPLOYMENTS + "/web",
                "strategic-merge",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"nginx:2\"}]}}}}");
        for (int i = 0; i < 15; i++) {
            server.pass(Duration.ofSeconds(1));
            assertThat(server.get(DEPLOYMENTS + "/web")
                            .at("status", "availableReplicas")
                            .asInt())
                    .isGreaterThanOrEqualTo(3);
        }
        assertThat(images()).containsExactly("nginx:2", "nginx:2", "nginx:2", "nginx:2");
        Reply web = server.get(DEPLOYMENTS + "/web");
        assertThat(web.at("status", "updatedReplicas").asInt()).isEqualTo(4);
        assertThat(web.at("metadata", "annotations", "deployment.kubernetes.io/revision")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void restartReplacesThePods() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 2, "nginx:1"));
        server.settle();
        List<String> before = server.get(PODS).names();
        server.patch(
                DEPLOYMENTS + "/web",
                "strategic-merge",
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":"
                        + "{\"kubectl.kubernetes.io/restartedAt\":\"2026-01-05T10:00:00Z\"}}}}}");
        server.settle();
        assertThat(server.get(PODS).names()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void recreateStopsTheOldPodsFirst() {
        server.post(DEPLOYMENTS, Manifests.workload("Deployment", "web", 2, "nginx:1", ", strategy: {type: Recreate}"));
        server.settle();
        server.patch(
                DEPLOYMENTS + "/web",
                "strategic-merge",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"nginx:2\"}]}}}}");
        assertThat(server.get(DEPLOYMENTS + "/web")
                        .at("status", "availableReplicas")
                        .asInt())
                .isZero();
        server.settle();
        assertThat(images()).containsExactly("nginx:2", "nginx:2");
    }

    @Test
    void scalingDownStopsPods() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 3, "nginx:1"));
        server.settle();
        server.patch(DEPLOYMENTS + "/web/scale", "merge", "{\"spec\":{\"replicas\":1}}");
        server.settle();
        assertThat(server.get(PODS).names()).hasSize(1);
        assertThat(server.get(DEPLOYMENTS + "/web").at("status", "replicas").asInt())
                .isEqualTo(1);
    }

    @Test
    void aDeletedPodIsReplaced() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx:1"));
        server.settle();
        String name = server.get(PODS).names().get(0);
        Reply deleted = server.delete(PODS + "/" + name);
        assertThat(deleted.at("metadata", "deletionGracePeriodSeconds").asInt()).isEqualTo(30);
        server.settle();
        assertThat(server.get(PODS).names()).hasSize(1).doesNotContain(name);
    }

    @Test
    void anImageThatNobodyHasIsReported() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "registry.invalid/web:1"));
        server.settle();
        JsonNode state = server.get(PODS).at("items").findPath("state");
        assertThat(Json.text(state, "waiting", "reason")).isEqualTo("ImagePullBackOff");
        assertThat(events("Pod")).contains("Failed");
        assertThat(server.get(DEPLOYMENTS + "/web").at("status").has("availableReplicas"))
                .isFalse();
    }

    @Test
    void statefulSetStartsInOrder() {
        server.post(SETS, Manifests.statefulSet("db", 3, "redis:7"));
        assertThat(server.get(PODS).names()).containsExactly("db-0");
        server.pass(Duration.ofSeconds(2));
        assertThat(server.get(PODS).names()).containsExactly("db-0", "db-1");
        server.settle();
        assertThat(server.get(PODS).names()).containsExactly("db-0", "db-1", "db-2");
        Reply set = server.get(SETS + "/db");
        assertThat(set.at("status", "readyReplicas").asInt()).isEqualTo(3);
        assertThat(set.text("status", "currentRevision")).isEqualTo(set.text("status", "updateRevision"));
    }

    @Test
    void statefulSetScalesDownFromTheHighest() {
        server.post(SETS, Manifests.statefulSet("db", 3, "redis:7"));
        server.settle();
        server.patch(SETS + "/db", "merge", "{\"spec\":{\"replicas\":1}}");
        server.pass(Duration.ofSeconds(1));
        assertThat(server.get(PODS).names()).contains("db-0", "db-1");
        server.settle();
        assertThat(server.get(PODS).names()).containsExactly("db-0");
    }

    @Test
    void statefulSetUpdatesOneAfterTheOther() {
        server.post(SETS, Manifests.statefulSet("db", 2, "redis:7"));
        server.settle();
        server.patch(
                SETS + "/db",
                "strategic-merge",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"redis:8\"}]}}}}");
        server.settle();
        assertThat(images()).containsExactly("redis:8", "redis:8");
        assertThat(server.get(SETS + "/db").at("status", "updatedReplicas").asInt())
                .isEqualTo(2);
    }

    @Test
    void statefulSetClaimsStayWhenItsPodsGo() {
        String set =
                "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: db, replicas: 1,"
                        + " selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec:"
                        + " {containers: [{name: main, image: 'redis:7', volumeMounts: [{name: data, mountPath:"
                        + " /data}]}]}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes:"
                        + " [ReadWriteOnce], storageClassName: managed-csi, resources: {requests: {storage: 1Gi}}}}]}}";
        assertThat(server.post(SETS, set).code()).isEqualTo(201);
        server.settle();
        Reply claim = server.get("/api/v1/namespaces/default/persistentvolumeclaims/data-db-0");
        assertThat(claim.text("status", "phase")).isEqualTo("Bound");
        assertThat(server.get("/api/v1/persistentvolumes").names()).containsExactly(claim.text("spec", "volumeName"));
        server.delete(SETS + "/db");
        server.settle();
        assertThat(server.get(PODS).names()).isEmpty();
        assertThat(server.get("/api/v1/namespaces/default/persistentvolumeclaims")
                        .names())
                .containsExactly("data-db-0");
    }

    @Test
    void daemonSetRunsOnEveryNodeThatItTolerates() {
        server.cluster(Manifests.POOL, Manifests.pool("gpu", 1, "nodeTaints: ['sku=gpu:NoSchedule']"));
        server.post(DAEMONS, daemon("agent", ""));
        server.settle();
        assertThat(server.get(DAEMONS + "/agent").at("status", "numberReady").asInt())
                .isEqualTo(3);
        server.post(DAEMONS, daemon("everywhere", "tolerations: [{operator: Exists}], "));
        server.settle();
        Reply everywhere = server.get(DAEMONS + "/everywhere");
        assertThat(everywhere.at("status", "desiredNumberScheduled").asInt()).isEqualTo(4);
        assertThat(everywhere.at("status", "numberReady").asInt()).isEqualTo(4);
        assertThat(nodes("app=everywhere")).hasSize(4);
    }

    private static String daemon(String name, String more) {
        return "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: " + name
                + "}, spec: {selector: {matchLabels: {app: "
                + name + "}}, template: {metadata: {labels: {app: " + name + "}}, spec: {" + more
                + "containers: [{name: main, image: 'agent:1'}]}}}}";
    }

    @Test
    void jobRunsToCompletion() {
        server.post(JOBS, job("work", "echo done"));
        server.settle();
        Reply job = server.get(JOBS + "/work");
        assertThat(job.at("status", "succeeded").asInt()).isEqualTo(1);
        assertThat(Conditions.isTrue(job.json(), "Complete")).isTrue();
        assertThat(phases()).containsExactly("Succeeded");
    }

    @Test
    void jobFailsWhenItsPodsDo() {
        server.post(JOBS, job("work", "exit 3"));
        server.settle();
        server.settle();
        Reply job = server.get(JOBS + "/work");
        assertThat(Conditions.isTrue(job.json(), "Failed")).isTrue();
        assertThat(job.at("status", "failed").asInt()).isEqualTo(2);
        JsonNode terminated = server.get(PODS).at("items").findPath("terminated");
        assertThat(terminated.path("exitCode").asInt()).isEqualTo(3);
        assertThat(terminated.path("reason").asText()).isEqualTo("Error");
    }

    private static String job(String name, String command) {
        return "{apiVersion: batch/v1, kind: Job, metadata: {name: " + name
                + "}, spec: {backoffLimit: 1, template: {spec:"
                + " {restartPolicy: Never, containers: [{name: main, image: 'busybox:1', command: [sh, -c, '" + command
                + "']}]}}}}";
    }

    @Test
    void aPodThatIsNotRestartedEnds() {
        server.post(PODS, Manifests.podWith("once", "restartPolicy: Never").replace("nginx:1.27", "me/tool:1"));
        server.post(PODS, Manifests.podWith("always", "restartPolicy: Always"));
        server.settle();
        assertThat(server.get(PODS + "/once").text("status", "phase")).isEqualTo("Succeeded");
        assertThat(server.get(PODS + "/always").text("status", "phase")).isEqualTo("Running");
    }

    @Test
    void podsWaitForTheConfigurationTheyMount() {
        server.post(PODS, Manifests.podWith("one", "volumes: [{name: v, configMap: {name: settings}}]"));
        server.settle();
        assertThat(server.get(PODS + "/one").text("status", "phase")).isEqualTo("Pending");
        assertThat(events("Pod")).contains("FailedMount");
        server.post("/api/v1/namespaces/default/configmaps", Manifests.configMap("settings", "{}"));
        assertThat(server.get(PODS + "/one").text("status", "phase")).isEqualTo("Running");
    }

    @Test
    void podsWaitForTheKeysThatTheyProject() {
        String spec =
                "volumes: [{name: v, projected: {sources: [{%s: {name: settings, items: [{key: a, path: a}]}}]}}]";
        server.post(PODS, Manifests.podWith("one", spec.formatted("configMap")));
        server.post(PODS, Manifests.podWith("two", spec.formatted("secret")));
        server.settle();
        assertThat(server.get("/api/v1/namespaces/default/events").json().toString())
                .contains("configmap \\\"settings\\\" not found", "secret \\\"settings\\\" not found");
        server.post("/api/v1/namespaces/default/configmaps", Manifests.configMap("settings", "{b: c}"));
        assertThat(server.get(PODS + "/one").text("status", "phase")).isEqualTo("Pending");
        server.apply(
                "/api/v1/namespaces/default/configmaps/settings?force=true",
                "test",
                Manifests.configMap("settings", "{a: c}"));
        server.settle();
        assertThat(server.get(PODS + "/one").text("status", "phase")).isEqualTo("Running");
        assertThat(server.get(PODS + "/two").text("status", "phase")).isEqualTo("Pending");
    }

    @Test
    void servicesGetAddressesEndpointsAndAPublicIp() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 2, "nginx:1"));
        String services = "/api/v1/namespaces/default/services";
        Reply created = server.post(services, Manifests.service("web", ", type: LoadBalancer"));
        assertThat(created.text("spec", "clusterIP")).startsWith("10.0.");
        assertThat(created.at("spec", "ports").path(0).path("nodePort").asInt()).isGreaterThanOrEqualTo(30000);
        assertThat(created.at("spec", "ports").path(0).path("targetPort").asInt())
                .isEqualTo(80);
        server.pass(Duration.ofSeconds(3));
        JsonNode subset = server.get("/api/v1/namespaces/default/endpoints/web")
                .at("subsets")
                .path(0);
        assertThat(subset.path("addresses")).hasSize(2);
        assertThat(subset.path("ports").path(0).path("port").asInt()).isEqualTo(80);
        assertThat(server.get(services + "/web").at("status", "loadBalancer").has("ingress"))
                .isFalse();
        server.pass(Duration.ofSeconds(8));
        assertThat(server.get(services + "/web")
                        .at("status", "loadBalancer", "ingress")
                        .path(0)
                        .path("ip")
                        .asText())
                .matches("127(\\.\\d+){3}");
        server.delete(services + "/web");
        assertThat(server.get("/api/v1/namespaces/default/endpoints/web").code())
                .isEqualTo(404);
    }

    private List<String> phases() {
        return server.get(PODS).at("items").findValuesAsText("phase");
    }

    private List<String> images() {
        return server.get(PODS).at("items").findParents("imagePullPolicy").stream()
                .map(container -> container.path("image").asText())
                .toList();
    }

    private Set<String> nodes(String selector) {
        return new TreeSet<>(
                server.get(PODS + "?labelSelector=" + selector).at("items").findValuesAsText("nodeName"));
    }

    private List<String> events(String kind) {
        return server.get("/api/v1/namespaces/default/events?fieldSelector=involvedObject.kind=" + kind)
                .at("items")
                .findValuesAsText("reason");
    }
}
