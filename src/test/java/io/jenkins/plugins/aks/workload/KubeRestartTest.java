package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeRestartTest {

    private final KubeApplyKit kit = new KubeApplyKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static Operation<AksSession> operation(String kind, Consumer<KubeRestartStep> parameters) throws Exception {
        KubeRestartStep step = new KubeRestartStep(kind);
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    private Map<String, Object> restart(String kind, Consumer<KubeRestartStep> parameters) throws Exception {
        kit.journal = new MemoryJournal();
        return kit.run(operation(kind, parameters));
    }

    private Set<String> pods(String app) throws Exception {
        return kit.session.kubernetes("").pods().inNamespace("default").withLabel("app", app).list().getItems().stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private long patches() {
        return kit.server.asked().stream()
                .filter(request -> request.startsWith("PATCH "))
                .count();
    }

    @Test
    void eachKindGetsNewPodsAndIsWaitedFor() throws Exception {
        kit.apply(Manifests.deployment("web", 2, "nginx") + "\n---\n" + Manifests.statefulSet("db", 1, "redis"));
        Set<String> web = pods("web");
        Set<String> db = pods("db");

        Map<String, Object> result = restart("deploy", step -> step.setName("web"));
        restart("sts", step -> step.setName("db"));

        assertThat(result).containsEntry("names", List.of("web")).containsEntry("changed", true);
        assertThat(pods("web")).hasSize(2).doesNotContainAnyElementsOf(web);
        assertThat(pods("db")).hasSize(1).doesNotContainAnyElementsOf(db);
        assertThat(kit.session.lines).contains("restarting Deployment default/web");
    }

    @Test
    void severalRestartTogether() throws Exception {
        kit.apply(
                """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: a, labels: {tier: front}}, spec: {selector:
                  {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: m, image: x}]}}}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: b, labels: {tier: front}}, spec: {selector:
                  {matchLabels: {app: b}}, template: {metadata: {labels: {app: b}}, spec: {containers: [{name: m, image: x}]}}}}
                """);

        assertThat(restart("deployments", step -> step.setSelector("tier=front")))
                .containsEntry("names", List.of("a", "b"));
    }

    @Test
    void aKilledRunRestartsOnce() throws Exception {
        kit.apply(Manifests.deployment("web", 1, "nginx"));
        long before = patches();
        kit.journal = new MemoryJournal();
        operation("deploy", step -> step.setName("web")).advance(kit.session, kit.journal);
        kit.journal = kit.journal.reopen();

        kit.run(operation("deploy", step -> step.setName("web")));

        assertThat(patches()).isEqualTo(before + 1);
    }

    @Test
    void kubeApplyDoesNotTakeTheRestartBack() throws Exception {
        kit.apply(Manifests.deployment("web", 1, "nginx"));
        restart("deploy", step -> step.setName("web"));
        kit.server.settle();
        Set<String> pods = pods("web");

        assertThat(kit.apply(Manifests.deployment("web", 1, "nginx"))).containsEntry("changed", false);
        assertThat(pods("web")).isEqualTo(pods);
    }

    @Test
    void whatCannotRestartIsRefused() throws Exception {
        assertThatThrownBy(() -> restart("deploy", step -> step.setName("gone")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Deployment default/gone does not exist");
        assertThatThrownBy(() -> restart("deploy", step -> step.setSelector("app=none")))
                .hasMessageContaining("no deploy with app=none in namespace default");
        kit.apply(Manifests.configMap("a", "{a: b}"));
        assertThatThrownBy(() -> restart("cm", step -> step.setName("a")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("kind: 'cm' was given; allowed: Deployment, StatefulSet, DaemonSet");
        kit.apply(Manifests.workload(
                "StatefulSet", "db", 1, "redis", ", serviceName: db, updateStrategy: {type: OnDelete}"));
        assertThatThrownBy(() -> restart("sts", step -> step.setName("db"))).hasMessageContaining("OnDelete");
        kit.apply(
                Manifests.workload("Deployment", "halted", 0, "nginx", ", paused: true"), step -> step.setAwait(false));
        assertThatThrownBy(() -> restart("deploy", step -> step.setName("halted")))
                .hasMessageContaining("is paused");
    }

    @Test
    void aStopLeavesTheRestartToTheCluster() throws Exception {
        kit.apply(Manifests.deployment("web", 1, "nginx"));
        Operation<AksSession> restart = operation("deploy", step -> step.setName("web"));
        MemoryJournal journal = new MemoryJournal();

        assertThat(((Turn.Done) restart.abort(kit.session, journal, OnAbort.CANCEL)).result())
                .containsEntry(Operation.LEFT, "nothing was restarted");
        restart.advance(kit.session, journal);
        assertThat(((Turn.Done) restart.abort(kit.session, journal, OnAbort.CANCEL)).result())
                .containsEntry(Operation.LEFT, "the restart was begun; the cluster finishes it by itself");
    }
}
