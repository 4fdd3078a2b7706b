package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeWaitTest {

    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

    private final KubeApplyKit kit = new KubeApplyKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static Operation<AksSession> operation(String kind, Consumer<KubeWaitStep> parameters) throws Exception {
        KubeWaitStep step = new KubeWaitStep(kind);
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    private Map<String, Object> await(String kind, Consumer<KubeWaitStep> parameters) throws Exception {
        return kit.run(operation(kind, parameters));
    }

    private String firstLook(String kind, Consumer<KubeWaitStep> parameters) throws Exception {
        Turn turn = operation(kind, parameters).advance(kit.session, new MemoryJournal());
        return turn instanceof Turn.Again again ? again.waitingFor() : "done";
    }

    @Test
    void untilADeploymentIsRolledOut() throws Exception {
        kit.server.post(DEPLOYMENTS, Manifests.deployment("web", 2, "nginx"));

        assertThat(firstLook("deploy", step -> step.setName("web"))).startsWith("Deployment default/web:");
        assertThat(await("deploy", step -> step.setName("web"))).containsEntry("names", List.of("web"));
    }

    @Test
    void untilALoadBalancerHasItsAddress() throws Exception {
        kit.server.post("/api/v1/namespaces/default/services", Manifests.service("front", ", type: LoadBalancer"));

        Map<String, Object> result = await("svc", step -> step.setName("front"));

        String address = String.valueOf(((Map<?, ?>) result.get("addresses")).get("front"));
        assertThat(address).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(kit.session.lines).contains("Service default/front: external address " + address);
    }

    @Test
    void untilAnObjectExistsAndHasItsCondition() throws Exception {
        assertThat(firstLook("deploy", step -> step.setName("web")))
                .isEqualTo("Deployment default/web: does not exist");
        assertThat(firstLook("pods", step -> step.setSelector("app=web")))
                .isEqualTo("pods with app=web in namespace default: none exists");
        kit.server.post(DEPLOYMENTS, Manifests.deployment("web", 1, "nginx"));

        await("deploy", step -> {
            step.setName("web");
            step.setUntil("condition=Available");
        });
        assertThat(firstLook("deploy", step -> {
                    step.setName("web");
                    step.setUntil("condition=Available=False");
                }))
                .startsWith("Deployment default/web: condition Available is True");
        assertThat(firstLook("deploy", step -> {
                    step.setName("web");
                    step.setUntil("condition=Ready");
                }))
                .isEqualTo("Deployment default/web: has no condition Ready yet");
    }

    @Test
    void untilObjectsAreGone() throws Exception {
        kit.server.post("/api/v1/namespaces/default/configmaps", Manifests.configMap("a", "{a: b}"));

        assertThat(firstLook("cm", step -> {
                    step.setName("a");
                    step.setUntil("deleted");
                }))
                .isEqualTo("ConfigMap default/a: to be gone");
        assertThat(await("cm", step -> {
                    step.setSelector("app=none");
                    step.setUntil("deleted");
                }))
                .containsEntry("names", List.of());
    }

    @Test
    void whatWillNeverBeReadyEndsTheWait() {
        kit.server.post(
                "/apis/batch/v1/namespaces/default/jobs",
                "{apiVersion: batch/v1, kind: Job, metadata: {name: once}, spec: {backoffLimit: 0, template: {spec:"
                        + " {restartPolicy: Never, containers: [{name: main, image: busybox, command: [sh, -c, 'exit 3']}]}}}}");

        assertThatThrownBy(() -> await("job", step -> step.setName("once")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Job default/once does not become ready: BackoffLimitExceeded");
    }

    @Test
    void anUnknownGoalIsRefused() {
        assertThatThrownBy(() -> operation("deploy", step -> {
                    step.setName("web");
                    step.setUntil("available");
                }))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("until: 'available' was given; allowed: ready, deleted");
    }
}
