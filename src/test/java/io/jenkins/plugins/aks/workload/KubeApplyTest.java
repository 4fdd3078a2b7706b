package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeApplyTest {

    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments/";

    private final KubeApplyKit kit = new KubeApplyKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static String web(int replicas, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  labels: {app: web}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: main
                        image: %s
                        ports:
                        - containerPort: 8080
                        env:
                        - {name: A, value: one}
                        - {name: B, value: "2"}
                """
                .formatted(replicas, image);
    }

    @Test
    void theStoreComesUpAndASecondRunWritesNothing() throws Exception {
        Map<String, Object> first = kit.apply(null, step -> {
            step.setBuiltin("store");
            step.setNamespace("pets");
        });

        assertThat(first).containsEntry("changed", true);
        assertThat(((Map<?, ?>) first.get("addresses")).keySet()).hasToString("[store-front]");
        assertThat(kit.session.lines).contains("Namespace pets created", "StatefulSet pets/rabbitmq created");
        long writes = kit.writes();

        Map<String, Object> second = kit.apply(null, step -> {
            step.setBuiltin("store");
            step.setNamespace("pets");
        });

        assertThat(second).containsEntry("changed", false).containsEntry("addresses", first.get("addresses"));
        assertThat(kit.writes()).isEqualTo(writes);
        assertThat(kit.session.lines)
                .endsWith(
                        "10 of 10 objects unchanged",
                        "Service pets/store-front: external address "
                                + ((Map<?, ?>) first.get("addresses")).get("store-front"));
    }

    @Test
    void waitsUntilTheWorkloadIsRolledOut() throws Exception {
        kit.apply(web(2, "nginx:1.27"));

        assertThat(kit.waitingFor).startsWith("Deployment default/web:");
        Map<String, Object> result = kit.apply(web(2, "nginx:1.28"));
        assertThat(KubeApplyKit.action(result, "web")).isEqualTo("configured");
        assertThat(result).containsEntry("images", List.of("nginx:1.28"));
    }

    @Test
    void aFieldThatALaterManifestDropsIsRemoved() throws Exception {
        kit.apply(Manifests.configMap("settings", "{a: one, b: two}"));

        Map<String, Object> result = kit.apply(Manifests.configMap("settings", "{a: one}"));

        assertThat(KubeApplyKit.action(result, "settings")).isEqualTo("configured");
        assertThat(data("settings")).isEqualTo("{\"a\":\"one\"}");
    }

    @Test
    void driftIsRepaired() throws Exception {
        kit.apply(Manifests.configMap("settings", "{a: one}"));
        replace(Map.of("a", "other"));

        assertThatThrownBy(() -> kit.apply(Manifests.configMap("settings", "{a: one}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("ConfigMap default/settings")
                .hasMessageContaining(".data.a")
                .hasMessageContaining("force: true");

        assertThat(kit.apply(Manifests.configMap("settings", "{a: one}"), step -> step.setForce(true)))
                .containsEntry("changed", true);
        assertThat(data("settings")).isEqualTo("{\"a\":\"one\"}");
    }

    private void replace(Map<String, String> data) {
        var client = kit.session.kubernetes("");
        var map =
                client.configMaps().inNamespace("default").withName("settings").get();
        map.setData(data);
        client.resource(map).update();
    }

    private String data(String name) throws Exception {
        var map = kit.session
                .kubernetes("")
                .configMaps()
                .inNamespace("default")
                .withName(name)
                .get();
        return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(map.getData());
    }

    @Test
    void definitionsComeBeforeTheirResources() throws Exception {
        String widget = "apiVersion: lab.example/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: 3}\n";

        Map<String, Object> result = kit.apply(widget + "---\n" + Manifests.WIDGETS);

        assertThat(KubeApplyKit.action(result, "one")).isEqualTo("created");
        assertThat(kit.session.lines.get(0)).isEqualTo("CustomResourceDefinition widgets.lab.example created");
    }

    @Test
    void nothingIsSentWhereOneKindIsUnknown() {
        assertThatThrownBy(() -> kit.apply(Manifests.configMap("a", "{a: b}")
                        + "\n---\n{apiVersion: apps/v1, kind: Deploiment, metadata: {name: x}}"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("yaml, line 3")
                .hasMessageContaining("no kind Deploiment in apps/v1")
                .hasMessageContaining("Deployment");
        assertThat(kit.writes()).isZero();
    }

    @Test
    void aKindOfAnotherVersionIsFound() {
        assertThatThrownBy(() -> kit.apply("{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: x}}"))
                .hasMessageContaining("It serves Deployment in apps/v1");
    }

    @Test
    void anObjectThatStandsTwiceIsRefused() {
        String map = Manifests.configMap("a", "{a: b}");
        assertThatThrownBy(() -> kit.apply(map + "\n---\n" + map))
                .hasMessageContaining("ConfigMap default/a stands twice")
                .hasMessageContaining("line 1")
                .hasMessageContaining("line 3");
        assertThat(kit.writes()).isZero();
    }

    @Test
    void aNamespaceThatDoesNotFitIsRefused() {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}";
        assertThatThrownBy(() -> kit.apply(map, step -> step.setNamespace("pets")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("namespace: 'pets' was given")
                .hasMessageContaining("'shop'");
        assertThat(kit.writes()).isZero();
    }

    @Test
    void anImmutableFieldIsNamed() throws Exception {
        kit.apply(web(1, "nginx:1.27"));
        String other = web(1, "nginx:1.27").replace("{app: web}", "{app: shop}");

        assertThatThrownBy(() -> kit.apply(other))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Deployment default/web (yaml, line 1)")
                .hasMessageContaining("field is immutable");
    }

    @Test
    void aDryRunKeepsNothingAndSaysWhatWouldChange() throws Exception {
        Map<String, Object> result = kit.apply(Manifests.configMap("a", "{a: b}"), step -> step.setDryRun(true));

        assertThat(result).containsEntry("changed", true);
        assertThat(kit.session.lines).contains("ConfigMap default/a created (dry run)");
        assertThat(kit.apply(Manifests.configMap("a", "{a: b}"))).containsEntry("changed", true);
    }

    @Test
    void aSecretsTextIsAppliedOnceAndNeverShown() throws Exception {
        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {password: geheim}}";

        assertThat(kit.apply(secret)).containsEntry("changed", true);
        assertThat(kit.apply(secret)).containsEntry("changed", false);

        assertThat(kit.session.lines).noneMatch(line -> line.contains("geheim"));
        assertThat(kit.journal.toString()).doesNotContain("geheim");
    }

    @Test
    void filesAndAddressesAreReadTogether() throws Exception {
        kit.session.files.put("k8s/a.yaml", Manifests.configMap("a", "{a: b}"));
        kit.session.web.put("https://example.org/b.yaml", Manifests.configMap("b", "{a: b}"));

        Map<String, Object> result = kit.apply(null, step -> {
            step.setFiles(List.of("k8s/a.yaml"));
            step.setUrls(List.of("https://example.org/b.yaml"));
        });

        assertThat(KubeApplyKit.action(result, "a")).isEqualTo("created");
        assertThat(KubeApplyKit.action(result, "b")).isEqualTo("created");
    }

    @Test
    void otherImagesTakeThePlaceOfWhatIsWritten() throws Exception {
        Map<String, Object> result = kit.apply(
                web(1, "nginx:1.27"), step -> step.setImages(Map.of("nginx", "demo.azurecr.io/nginx@sha256:1")));

        assertThat(result).containsEntry("images", List.of("demo.azurecr.io/nginx@sha256:1"));
        assertThatThrownBy(() -> kit.apply(web(1, "nginx:1.27"), step -> step.setImages(Map.of("ngnix", "x"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("images: 'ngnix' was given")
                .hasMessageContaining("nginx");
    }

    @Test
    void aKilledRunGoesOnAndReportsWhatItDid() throws Exception {
        String yaml = web(1, "nginx:1.27") + "---\n" + Manifests.configMap("a", "{a: b}");
        Operation<AksSession> first = KubeApplyKit.operation(yaml, step -> {});
        while (kit.writes() == 0) {
            first.advance(kit.session, kit.journal);
        }
        long writes = kit.writes();
        kit.journal = kit.journal.reopen();

        Map<String, Object> result = kit.run(KubeApplyKit.operation(yaml, step -> {}));

        assertThat(KubeApplyKit.action(result, "a")).isEqualTo("created");
        assertThat(KubeApplyKit.action(result, "web")).isEqualTo("created");
        assertThat(kit.writes()).isGreaterThanOrEqualTo(writes);
        assertThat(kit.server.asked().stream()
                        .filter(request -> request.startsWith("PATCH " + DEPLOYMENTS + "web"))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void stoppingSaysWhatWasAppliedAndDeletesItWhereAsked() throws Exception {
        Operation<AksSession> apply = KubeApplyKit.operation(web(1, "nginx:1.27"), step -> {});
        apply.advance(kit.session, kit.journal);

        Turn left = apply.abort(kit.session, kit.journal, OnAbort.CANCEL);
        assertThat(((Turn.Done) left).result())
                .containsEntry(Operation.LEFT, "applied so far: Deployment default/web created");

        Turn deleted = apply.abort(kit.session, kit.journal.reopen(), OnAbort.DELETE);
        assertThat(String.valueOf(((Turn.Done) deleted).result().get(Operation.LEFT)))
                .startsWith("deleted again what this step had created: ");
        assertThat(kit.session
                        .kubernetes("")
                        .apps()
                        .deployments()
                        .inNamespace("default")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void aJobThatFailsEndsTheWait() {
        String job =
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                      - {name: main, image: busybox, command: [sh, -c, 'exit 3']}
                """;
        assertThatThrownBy(() -> kit.apply(job))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Job default/once")
                .hasMessageContaining("BackoffLimitExceeded");
    }
}
