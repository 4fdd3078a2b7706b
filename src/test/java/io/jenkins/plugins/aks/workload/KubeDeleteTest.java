package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeDeleteTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final KubeApplyKit kit = new KubeApplyKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static Operation<AksSession> operation(String kind, Consumer<KubeDeleteStep> parameters) throws Exception {
        KubeDeleteStep step = new KubeDeleteStep(kind);
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    private Map<String, Object> delete(String kind, Consumer<KubeDeleteStep> parameters) throws Exception {
        kit.journal = new MemoryJournal();
        return kit.run(operation(kind, parameters));
    }

    private long deletes() {
        return kit.server.asked().stream()
                .filter(request -> request.startsWith("DELETE "))
                .count();
    }

    @Test
    void oneObjectIsDeletedOnce() throws Exception {
        kit.server.post(MAPS, Manifests.configMap("a", "{a: b}"));

        assertThat(delete("cm", step -> step.setName("a")))
                .containsEntry("objects", List.of("ConfigMap default/a"))
                .containsEntry("changed", true);
        assertThat(delete("cm", step -> step.setName("a")))
                .containsEntry("objects", List.of())
                .containsEntry("changed", false);
        assertThat(deletes()).isEqualTo(1);
    }

    @Test
    void aDeploymentGoesWithItsPods() throws Exception {
        kit.apply(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}},"
                        + " template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}}}");

        delete("deploy", step -> step.setName("web"));
        kit.server.settle();

        var client = kit.session.kubernetes("");
        assertThat(client.pods().inNamespace("default").list().getItems()).isEmpty();
    }

    @Test
    void podsThatAreMadeAnewAreLeftAlone() throws Exception {
        kit.apply("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2, selector:"
                + " {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main,"
                + " image: nginx}]}}}}");

        Map<String, Object> result = delete("pods", step -> step.setSelector("app=web"));

        assertThat((List<?>) result.get("objects")).hasSize(2);
        kit.server.settle();
        var client = kit.session.kubernetes("");
        assertThat(client.pods()
                        .inNamespace("default")
                        .withLabel("app", "web")
                        .list()
                        .getItems())
                .hasSize(2);
        assertThat(deletes()).isEqualTo(2);
    }

    @Test
    void aKilledRunDeletesNothingTwice() throws Exception {
        kit.server.post(MAPS, Manifests.configMap("a", "{a: b}"));
        operation("cm", step -> step.setName("a")).advance(kit.session, kit.journal);
        kit.server.post(MAPS, Manifests.configMap("a", "{a: new}"));
        kit.journal = kit.journal.reopen();

        Map<String, Object> result = kit.run(operation("cm", step -> step.setName("a")));

        assertThat(result).containsEntry("changed", true);
        assertThat(deletes()).isEqualTo(1);
    }

    @Test
    void whatHoldsAnObjectIsNamed() throws Exception {
        kit.server.post(MAPS, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [lab.example/keep]}}");
        Operation<AksSession> delete = operation("cm", step -> step.setName("a"));

        Turn turn = delete.advance(kit.session, kit.journal);

        assertThat(((Turn.Again) turn).waitingFor())
                .isEqualTo("to be gone: ConfigMap default/a (waits for its finalizers lab.example/keep)");
        assertThat(((Turn.Done) delete.abort(kit.session, kit.journal, OnAbort.CANCEL)).result())
                .containsEntry(Operation.LEFT, "deleted, or about to be: ConfigMap default/a");
        assertThat(delete("cm", step -> {
                    step.setName("a");
                    step.setAwait(false);
                }))
                .containsEntry("changed", true);
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> operation("ns", step -> step.setName("kube-system")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("name: 'kube-system' was given");
        assertThatThrownBy(() -> operation("cm", step -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("either a name or a selector");
        assertThatThrownBy(() -> operation("", step -> step.setName("a")))
                .hasMessageContaining("kind: nothing was given");
        assertThatThrownBy(() -> operation("cm", step -> step.setName(".."))).hasMessageContaining("name: '..'");
        assertThatThrownBy(() -> delete("cmm", step -> step.setName("a")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("kind: 'cmm' was given");
        assertThat(deletes()).isZero();
    }
}
