package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class KubeLogsTest {

    private final PodStepsKit kit = new PodStepsKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private void script(String name, String policy, String script) {
        kit.pod(
                name,
                "restartPolicy: " + policy + ", containers: [{name: main, image: busybox, command: [sh, -c, '" + script
                        + "']}]");
    }

    private Operation<AksSession> operation(Consumer<KubeLogsStep> parameters) throws Exception {
        KubeLogsStep step = new KubeLogsStep();
        step.setNamespace("pets");
        parameters.accept(step);
        return step.operation(kit.scope);
    }

    private Map<String, Object> logs(Consumer<KubeLogsStep> parameters) throws Exception {
        kit.journal = new MemoryJournal();
        return kit.run(operation(parameters));
    }

    @Test
    void givesTheLastLines() throws Exception {
        script("count", "Always", "seq 1 5; sleep infinity");

        assertThat(logs(step -> step.setPod("count")))
                .containsEntry("lines", List.of("1", "2", "3", "4", "5"))
                .containsEntry("pods", List.of("count"))
                .containsEntry("truncated", false)
                .containsEntry("found", false);
        assertThat(logs(step -> {
                    step.setPod("count");
                    step.setTail(2);
                }))
                .containsEntry("lines", List.of("4", "5"))
                .containsEntry("truncated", true);
        assertThat(kit.kit.session.lines).contains("5");
    }

    @Test
    void waitsForALineAndReadsEachOnce() throws Exception {
        script("server", "Always", "echo starting; sleep 30; echo ready to serve; sleep infinity");
        kit.kit.session.lines.clear();

        Map<String, Object> result = logs(step -> {
            step.setSelector("app=server");
            step.setUntil("ready .* serve|ready to");
        });

        assertThat(result)
                .containsEntry("found", true)
                .containsEntry("matched", "ready to serve")
                .containsEntry("lines", List.of("starting", "ready to serve"));
        assertThat(kit.kit.session.lines).containsExactly("starting", "ready to serve");
    }

    @Test
    void followsForAWhile() throws Exception {
        script("loop", "Always", "while true; do echo tick; sleep 10; done");

        Map<String, Object> result = logs(step -> {
            step.setPod("loop");
            step.setFollow("1m");
            step.setUntil("never");
        });

        assertThat(result).containsEntry("found", false);
        assertThat((List<?>) result.get("lines")).hasSizeGreaterThan(6);
    }

    @Test
    void readsThePodsOfAWorkloadApart() throws Exception {
        kit.kit.apply(Manifests.deployment("web", 2, "nginx"));
        kit.kit.server.settle();

        Map<String, Object> result = logs(step -> {
            step.setNamespace("default");
            step.setWorkload("deployment/web");
        });

        assertThat((List<?>) result.get("pods")).hasSize(2);
        assertThat((List<?>) result.get("lines")).hasSize(4).allSatisfy(line -> assertThat(String.valueOf(line))
                .startsWith("web-"));
    }

    @Test
    void thePreviousRunIsThere() throws Exception {
        script("crash", "Always", "echo why; exit 1");
        kit.kit.server.settle();

        assertThat(logs(step -> {
                    step.setPod("crash");
                    step.setPrevious(true);
                }))
                .containsEntry("lines", List.of("why"));
    }

    @Test
    void aContainerWithoutALogIsAnErrorOrWaitedFor() throws Exception {
        kit.pod("nowhere", "containers: [{name: main, image: 'registry.invalid/x'}]");

        assertThatThrownBy(() -> logs(step -> step.setPod("nowhere")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("container main of pod pets/nowhere")
                .hasMessageContaining("trying and failing to pull image");
        Operation<AksSession> waits = operation(step -> {
            step.setPod("nowhere");
            step.setUntil("x");
        });
        assertThat(kit.turn(waits)).isInstanceOf(Turn.Again.class);
        assertThat(kit.waitingFor)
                .contains("a line with 'x' in the log of pod pets/nowhere")
                .contains("trying and failing to pull image");
        assertThatThrownBy(() -> logs(step -> step.setSelector("app=none")))
                .hasMessageContaining("pods with app=none in namespace pets: none exists");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> operation(step -> {
                    step.setPod("a");
                    step.setUntil("(");
                }))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("until: '(' was given; allowed: a regular expression");
        assertThatThrownBy(() -> operation(step -> {
                    step.setPod("a");
                    step.setTail(0);
                }))
                .hasMessageContaining("tail: '0' was given");
        assertThatThrownBy(() -> operation(step -> {
                    step.setPod("a");
                    step.setPrevious(true);
                    step.setFollow("10s");
                }))
                .hasMessageContaining("previous");
        assertThatThrownBy(() -> operation(step -> {
                    step.setPod("a");
                    step.setSelector("b=c");
                }))
                .hasMessageContaining("exactly one of");
    }
}
