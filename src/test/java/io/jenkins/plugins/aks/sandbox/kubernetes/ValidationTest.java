package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String SETS = "/apis/apps/v1/namespaces/default/statefulsets";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static void refused(Reply reply, String part) {
        assertThat(reply.code()).isEqualTo(422);
        assertThat(reply.text("reason")).isEqualTo("Invalid");
        assertThat(reply.text("message")).contains(part);
    }

    @ParameterizedTest
    @CsvSource({"Upper", "under_score", "-start", "end-", "a..b"})
    void namesAreLowerCase(String name) {
        refused(server.post(MAPS, Manifests.configMap(name, "{}")), "a lowercase RFC 1123 subdomain must consist of");
    }

    @Test
    void namespaceNamesHaveNoDots() {
        refused(
                server.post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: a.b}}"),
                "a lowercase RFC 1123 label");
    }

    @Test
    void aNameIsNeeded() {
        refused(server.post(MAPS, "{apiVersion: v1, kind: ConfigMap}"), "name or generateName is required");
    }

    @Test
    void labelsHaveARule() {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {x: 'not good!'}}}";
        Reply reply = server.post(MAPS, map);
        refused(reply, "a valid label must be an empty string or consist of alphanumeric characters");
        assertThat(reply.at("details", "causes").path(0).path("field").asText()).isEqualTo("metadata.labels");
    }

    @Test
    void containersNeedImageAndDifferentNames() {
        refused(
                server.post(PODS, "{apiVersion: v1, kind: Pod, metadata: {name: a}}"),
                "spec.containers: Required value");
        refused(
                server.post(PODS, "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: x}]}}"),
                "spec.containers[0].image: Required value");
        refused(
                server.post(
                        PODS,
                        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: x, image: i},"
                                + " {name: x, image: i}]}}"),
                "spec.containers[1].name: Duplicate value: \"x\"");
    }

    @Test
    void mountsNeedTheirVolume() {
        refused(
                server.post(
                        PODS,
                        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {volumes: [{name: other, emptyDir: {}}],"
                                + " containers: [{name: x, image: i, volumeMounts: [{name: data, mountPath: /d}]}]}}"),
                "spec.containers[0].volumeMounts[0].name: Not found: \"data\"");
    }

    @Test
    void selectorsMatchTheirTemplates() {
        String wrong = Manifests.deployment("web", 1, "i").replace("matchLabels: {app: web}", "matchLabels: {app: db}");
        refused(server.post(DEPLOYMENTS, wrong), "`selector` does not match template `labels`");
        refused(server.post(DEPLOYMENTS, Manifests.deployment("web", -1, "i")), "must be greater than or equal to 0");
    }

    @Test
    void jobsDoNotRestartAlways() {
        refused(
                server.post(
                        "/apis/batch/v1/namespaces/default/jobs",
                        "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {containers:"
                                + " [{name: x, image: i}]}}}}"),
                "supported values: \"OnFailure\", \"Never\"");
    }

    @Test
    void servicesAreChecked() {
        refused(server.post(SERVICES, Manifests.service("a", ", type: Magic")), "Unsupported value: \"Magic\"");
        refused(
                server.post(SERVICES, "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: {a: b}}}"),
                "spec.ports: Required value");
        refused(
                server.post(
                        SERVICES,
                        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 70000, name: x}, {port: 1}]}}"),
                "must be between 1 and 65535");
        assertThat(server.post(SERVICES, Manifests.service("headless", ", clusterIP: None"))
                        .text("spec", "clusterIP"))
                .isEqualTo("None");
    }

    @Test
    void wrongTypesAreRefusedWhateverTheValidation() {
        Reply number = server.post(
                DEPLOYMENTS + "?fieldValidation=Ignore",
                Manifests.deployment("web", 1, "i").replace("replicas: 1", "replicas: 'one'"));
        assertThat(number.code()).isEqualTo(400);
        assertThat(number.text("message"))
                .contains("cannot unmarshal string into Go struct field Deployment.spec.replicas");
        Reply text = server.post(MAPS, Manifests.configMap("a", "{a: 1}"));
        assertThat(text.text("message")).contains("cannot unmarshal number into Go struct field ConfigMap.data.a");
        Reply list =
                server.post(PODS, "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: {name: x}}}");
        assertThat(list.code()).isEqualTo(400);
    }

    @Test
    void unknownFieldsWarnFailOrPass() {
        String typo = Manifests.pod("one", ", imag: x");
        Reply strict = server.post(PODS + "?fieldValidation=Strict", typo);
        assertThat(strict.code()).isEqualTo(400);
        assertThat(strict.text("message")).contains("strict decoding error: unknown field \"spec.containers[0].imag\"");
        Reply warned = server.post(PODS + "?fieldValidation=Warn&dryRun=All", typo);
        assertThat(warned.code()).isEqualTo(201);
        assertThat(warned.headers().firstValue("Warning").orElse("")).contains("spec.containers[0].imag");
        Reply ignored = server.post(PODS + "?fieldValidation=Ignore", typo);
        assertThat(ignored.headers().firstValue("Warning")).isEmpty();
    }

    @Test
    void quantitiesAndIntOrStringTakeBoth() {
        String pod = Manifests.pod(
                "one", ", resources: {limits: {cpu: 1, memory: 1Gi}}, livenessProbe: {httpGet: {port: http}}");
        assertThat(server.post(PODS + "?fieldValidation=Strict", pod).code()).isEqualTo(201);
    }

    @Test
    void statefulSetsChangeOnlyInPart() {
        server.post(SETS, Manifests.statefulSet("db", 1, "i"));
        assertThat(server.patch(SETS + "/db", "merge", "{\"spec\":{\"replicas\":2}}")
                        .code())
                .isEqualTo(200);
        refused(
                server.patch(SETS + "/db", "merge", "{\"spec\":{\"serviceName\":\"other\"}}"),
                "updates to statefulset spec for fields other than 'replicas'");
    }

    @Test
    void selectorsOfDeploymentsAreForEver() {
        server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "i"));
        refused(
                server.patch(
                        DEPLOYMENTS + "/web",
                        "merge",
                        "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"x\"}},"
                                + "\"template\":{\"metadata\":{\"labels\":{\"app\":\"x\"}}}}}"),
                "field is immutable");
    }

    @Test
    void podsChangeOnlyTheirImage() {
        server.post(PODS, Manifests.pod("one", ""));
        String image = "{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"busybox:2\"}]}}";
        assertThat(server.patch(PODS + "/one", "strategic-merge", image).code()).isEqualTo(200);
        refused(
                server.patch(PODS + "/one", "merge", "{\"spec\":{\"hostNetwork\":true}}"),
                "pod updates may not change fields other than");
    }

    @Test
    void immutableConfigurationStays() {
        server.post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true, data: {x: y}}");
        refused(
                server.patch(MAPS + "/a", "merge", "{\"data\":{\"x\":\"z\"}}"),
                "field is immutable when `immutable` is set");
    }

    @Test
    void addressesOfServicesStay() {
        String ip = server.post(SERVICES, Manifests.service("a", "")).text("spec", "clusterIP");
        refused(
                server.patch(SERVICES + "/a", "merge", "{\"spec\":{\"clusterIP\":\"10.0.9.9\"}}"),
                "may not change once set");
        Reply kept = server.patch(
                SERVICES + "/a", "merge", "{\"spec\":{\"clusterIP\":null,\"sessionAffinity\":\"ClientIP\"}}");
        assertThat(kept.text("spec", "clusterIP")).isEqualTo(ip);
    }

    @Test
    void secretsTakePlainText() {
        Reply secret = server.post(
                "/api/v1/namespaces/default/secrets",
                "{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {password: secret}}");
        assertThat(secret.text("data", "password")).isEqualTo("c2VjcmV0");
        assertThat(secret.json().has("stringData")).isFalse();
        assertThat(secret.text("type")).isEqualTo("Opaque");
    }

    @Test
    void defaultsAreFilledIn() {
        Reply web =
                server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx").replace("replicas: 1, ", ""));
        assertThat(web.at("spec", "replicas").asInt()).isEqualTo(1);
        assertThat(web.text("spec", "strategy", "type")).isEqualTo("RollingUpdate");
        assertThat(web.at("spec", "template", "spec", "containers")
                        .path(0)
                        .path("imagePullPolicy")
                        .asText())
                .isEqualTo("Always");
        Reply policy = server.post(
                "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies",
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a},"
                        + " spec: {podSelector: {}, egress: []}}");
        assertThat(Json.texts(policy.at("spec", "policyTypes"))).containsExactly("Ingress", "Egress");
        assertThat(policy.at("spec", "egress").isArray()).isTrue();
    }
}
