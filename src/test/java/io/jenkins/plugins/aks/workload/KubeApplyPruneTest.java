package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
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

/** What the manifests of a set no longer have is deleted, and nothing else. */
class KubeApplyPruneTest {
    private static final String SET = "aks-pipeline-steps/prune-set";
    private static final int MOST = 60;

    private final KubeApplyKit kit = new KubeApplyKit();
    private final KubernetesClient client = kit.session.kubernetes("");

    @AfterEach
    void close() {
        kit.close();
    }

    private Map<String, Object> apply(String... objects) throws Exception {
        return kit.apply(text(objects), step -> step.setPrune("shop"));
    }

    private static String text(String... objects) {
        return String.join("\n---\n", objects);
    }

    private static String map(String name) {
        return Manifests.configMap(name, "{a: b}");
    }

    private static String map(String namespace, String name) {
        return map(name).replace("name: " + name, "name: " + name + ", namespace: " + namespace);
    }

    private static String namespace(String name) {
        return "{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}";
    }

    private List<String> maps() {
        return client.configMaps().inAnyNamespace().list().getItems().stream()
                .map(map -> map.getMetadata().getName())
                .filter(name -> !name.startsWith("kube-") && !name.startsWith("cilium"))
                .sorted()
                .toList();
    }

    private long deletions() {
        return kit.server.asked().stream()
                .filter(request -> request.startsWith("DELETE "))
                .count();
    }

    @Test
    void whatTheManifestsNoLongerHaveIsDeletedAndNamed() throws Exception {
        assertThat(apply(map("a"), map("b"), Manifests.deployment("web", 1, "nginx")))
                .containsEntry("pruned", List.of());

        Map<String, Object> result = apply(map("a"));

        assertThat(result)
                .containsEntry("changed", true)
                .containsEntry("pruned", List.of("Deployment default/web", "ConfigMap default/b"));
        assertThat(KubeApplyKit.action(result, "a")).isEqualTo("unchanged");
        assertThat(kit.session.lines).contains("deleting Deployment default/web", "deleting ConfigMap default/b");
        assertThat(maps()).containsExactly("a");
        assertThat(client.apps().deployments().inNamespace("default").list().getItems())
                .isEmpty();

        long writes = kit.writes();
        assertThat(apply(map("a"))).containsEntry("changed", false).containsEntry("pruned", List.of());
        assertThat(kit.writes()).isEqualTo(writes);
    }

    @Test
    void anotherNamespaceIsLookedAtAndNeverDeleted() throws Exception {
        apply(namespace("old"), map("old", "b"), map("a"));

        assertThat(apply(map("a"))).containsEntry("pruned", List.of("ConfigMap old/b"));
        assertThat(client.namespaces().withName("old").get()).isNotNull();
    }

    @Test
    void claimsAndDefinitionsAreNeverDeleted() throws Exception {
        String claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes:"
                + " [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
        String widget = "{apiVersion: lab.example/v1, kind: Widget, metadata: {name: NAME}, spec: {size: 3}}";
        kit.apply(
                text(claim, Manifests.WIDGETS, widget.replace("NAME", "one"), widget.replace("NAME", "two")), step -> {
                    step.setPrune("shop");
                    step.setAwait(false);
                });

        assertThat(apply(widget.replace("NAME", "two"))).containsEntry("pruned", List.of("Widget default/one"));

        assertThat(client.persistentVolumeClaims()
                        .inNamespace("default")
                        .withName("data")
                        .get())
                .isNotNull();
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("widgets.lab.example")
                        .get())
                .isNotNull();
    }

    @Test
    void whatIsNotOfTheSetIsLeftAlone() throws Exception {
        apply(map("a"), map("b"));
        kit.apply(map("without"));
        kit.apply(map("other"), step -> step.setPrune("other"));
        foreign("copied", Map.of(SET, "shop"), "kubectl");
        foreign("theirs", Map.of(), "helm");

        assertThat(apply(map("a"))).containsEntry("pruned", List.of("ConfigMap default/b"));

        assertThat(maps()).contains("a", "without", "other", "copied", "theirs").doesNotContain("b");
    }

    /** One that somebody else has made, as a copy of ours with all its labels. */
    private void foreign(String name, Map<String, String> labels, String manager) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withLabels(labels)
                .endMetadata()
                .build();
        client.resource(map).fieldManager(manager).serverSideApply();
    }

    @Test
    void anObjectThatIsAppliedWithoutTheSetLeavesIt() throws Exception {
        apply(map("a"), map("b"));
        assertThat(kit.apply(map("b"))).containsEntry("changed", true);

        assertThat(apply(map("a"))).containsEntry("pruned", List.of());
        assertThat(maps()).contains("b");
    }

    @Test
    void anObjectOfAnotherSetIsRefusedUnlessForced() throws Exception {
        kit.apply(map("a"), step -> step.setPrune("other"));
        long writes = kit.writes();

        assertThatThrownBy(() -> apply(map("a")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("ConfigMap default/a")
                .hasMessageContaining("belongs to the prune set 'other', not to 'shop'")
                .hasMessageContaining("force: true");
        assertThat(kit.writes()).isEqualTo(writes);
        assertThat(kit.apply(map("a"), step -> {
                    step.setPrune("shop");
                    step.setForce(true);
                }))
                .containsEntry("changed", true);
    }

    @Test
    void aDryRunSaysWhatItWouldDelete() throws Exception {
        apply(map("a"), map("b"));

        Map<String, Object> result = kit.apply(map("a"), step -> {
            step.setPrune("shop");
            step.setDryRun(true);
        });

        assertThat(result).containsEntry("changed", true).containsEntry("pruned", List.of("ConfigMap default/b"));
        assertThat(kit.session.lines).contains("ConfigMap default/b would be deleted (dry run)");
        assertThat(deletions()).isZero();
        assertThat(maps()).contains("b");
    }

    @Test
    void aKillAtAnyTurnDeletesNothingTwiceAndReportsAll() throws Exception {
        apply(map("a"), map("b"), map("c"), Manifests.deployment("web", 1, "nginx"));
        kit.journal = new MemoryJournal();
        Map<String, Object> result = null;

        for (int turns = 0; result == null && turns < MOST; turns++) {
            kit.journal = kit.journal.reopen();
            Operation<AksSession> again = KubeApplyKit.operation(map("a"), step -> step.setPrune("shop"));
            // One object is in one stage: the first turn applies, the second one looks at the set.
            for (int turn = 0; turn < 2 && result == null; turn++) {
                Turn next = again.advance(kit.session, kit.journal);
                result = next instanceof Turn.Done done ? done.result() : null;
                kit.server.pass(java.time.Duration.ofSeconds(1));
            }
        }

        assertThat(result)
                .containsEntry("changed", true)
                .containsEntry(
                        "pruned", List.of("Deployment default/web", "ConfigMap default/b", "ConfigMap default/c"));
        assertThat(deletions()).isEqualTo(3);
    }

    @Test
    void anObjectThatTookTheNameSinceIsLeftAlone() throws Exception {
        apply(map("a"), map("b"));
        kit.journal = new MemoryJournal();
        Operation<AksSession> first = KubeApplyKit.operation(map("a"), step -> step.setPrune("shop"));
        first.advance(kit.session, kit.journal);
        first.advance(kit.session, kit.journal);
        foreign("b", Map.of(), "kubectl");

        assertThat(kit.run(KubeApplyKit.operation(map("a"), step -> step.setPrune("shop"))))
                .containsEntry("pruned", List.of("ConfigMap default/b"));
        assertThat(maps()).contains("b");
    }

    @Test
    void afterAStopItSaysWhatItWasDeleting() throws Exception {
        apply(map("a"), map("b"));
        kit.journal = new MemoryJournal();
        Operation<AksSession> apply = KubeApplyKit.operation(map("a"), step -> step.setPrune("shop"));
        apply.advance(kit.session, kit.journal);
        apply.advance(kit.session, kit.journal);

        Turn left = apply.abort(kit.session, kit.journal.reopen(), OnAbort.CANCEL);

        assertThat(((Turn.Done) left).result())
                .containsEntry(
                        Operation.LEFT,
                        "no object was changed; no longer in the manifests and deleted, or about to be:"
                                + " ConfigMap default/b");
    }

    @Test
    void whoMayNotListEverywherePrunesTheNamespacesOfTheManifests() throws Exception {
        apply(map("a"), map("b"));
        String forbidden =
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"deployments.apps"
                        + " is forbidden\",\"reason\":\"Forbidden\",\"code\":403}";
        kit.server.answer("/apis/apps/v1/deployments", 403, forbidden);

        assertThat(apply(map("a"))).containsEntry("pruned", List.of("ConfigMap default/b"));
        assertThat(kit.session.lines)
                .contains(
                        "the identity may not list deployments in all namespaces: what the manifests no longer have is"
                                + " looked for in default alone");
    }

    @Test
    void aNameThatIsNoLabelIsRefused() {
        assertThatThrownBy(() -> KubeApplyKit.operation(map("a"), step -> step.setPrune("my shop")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("prune: 'my shop' was given");
    }
}
