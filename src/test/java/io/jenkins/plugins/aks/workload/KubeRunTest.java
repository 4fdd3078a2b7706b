package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeRunTest {

    private final PodStepsKit kit = new PodStepsKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private Operation<AksSession> operation(String image, Consumer<KubeRunStep> parameters) throws Exception {
        KubeRunStep step = new KubeRunStep(image);
        step.setNamespace("pets");
        parameters.accept(step);
        return step.operation(kit.scope);
    }

    private Map<String, Object> runs(String script, Consumer<KubeRunStep> parameters) throws Exception {
        kit.journal = new MemoryJournal();
        return kit.run(operation("busybox", step -> {
            step.setCommand(List.of("sh", "-c", script));
            parameters.accept(step);
        }));
    }

    private JsonNode pods() throws Exception {
        return new ApiReader(kit.kit.session.kubernetes(""))
                .get("api/v1/namespaces/pets/pods", ApiReader.JSON)
                .path("items");
    }

    private long created() {
        return kit.asked("POST", "/api/v1/namespaces/pets/pods").size();
    }

    @Test
    void givesExitCodeAndLogAndRemovesThePod() throws Exception {
        Map<String, Object> result = runs("echo hi $WHO; sleep 20; echo there; exit 3", step -> {
            step.setFailOnError(false);
            step.setEnv(Map.of("WHO", "you"));
            step.setLabels(Map.of("app", "client"));
        });

        assertThat(result)
                .containsEntry("exitCode", 3)
                .containsEntry("log", "hi you\nthere")
                .containsEntry("reason", "Error")
                .containsEntry("truncated", false)
                .containsEntry("changed", true);
        assertThat(String.valueOf(result.get("pod"))).matches("run-[0-9a-f]{8}");
        assertThat(pods()).isEmpty();
        assertThat(created()).isEqualTo(1);
        assertThat(kit.kit.session.lines).contains("hi you", "there");
    }

    @Test
    void anotherExitCodeFailsTheStep() {
        assertThatThrownBy(() -> runs("echo no luck; exit 2", step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("ended with exit code 2 (Error); last line of its log: no luck");
    }

    @Test
    void aKillAtAnyTurnMakesOnePod() throws Exception {
        Consumer<KubeRunStep> slow = step -> step.setCommand(List.of("sh", "-c", "sleep 10; echo done"));
        boolean over = false;
        for (int i = 0; i < 60 && !over; i++) {
            over = kit.turn(operation("busybox", slow)) instanceof Turn.Done;
            kit.journal = kit.journal.reopen();
        }

        assertThat(over).isTrue();
        assertThat(created()).isEqualTo(1);
        assertThat(pods()).isEmpty();
    }

    @Test
    void aCrashAfterTheRemovalKeepsTheExitCode() throws Exception {
        Operation<AksSession> run = operation("busybox", step -> {
            step.setCommand(List.of("sh", "-c", "exit 5"));
            step.setFailOnError(false);
        });
        kit.run(run);
        kit.journal = kit.journal.reopen();

        assertThat(kit.run(run)).containsEntry("exitCode", 5).containsEntry("log", "");
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void anImageThatNeverPullsIsNamedWithWhatWasSeen() throws Exception {
        assertThatThrownBy(() -> kit.run(operation("registry.invalid/x:1", step -> {})))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.data())
                        .containsEntry("image", "registry.invalid/x:1")
                        .containsEntry("reason", "ImagePullBackOff"))
                .hasMessageMatching("(?s)pod pets/run-[0-9a-f]{8} does not start: container main: ImagePullBackOff.*")
                .hasMessageContaining("Failed to pull image \"registry.invalid/x:1\": no such host")
                .hasMessageContaining("It was removed");
        kit.kit.server.settle();
        assertThat(pods()).isEmpty();
    }

    @Test
    void aStopRemovesThePod() throws Exception {
        Operation<AksSession> run = operation("busybox", step -> step.setCommand(List.of("sleep", "infinity")));
        kit.turn(run);
        kit.turn(run);

        Turn.Done left = (Turn.Done) run.abort(kit.kit.session, kit.journal, OnAbort.DETACH);

        assertThat(String.valueOf(left.result().get(Operation.LEFT))).matches("pod pets/run-[0-9a-f]{8} was removed");
        kit.kit.server.settle();
        assertThat(pods()).isEmpty();
    }

    @Test
    void aQuotaThatIsUsedUpIsNamed() {
        kit.kit.server.post(
                "/api/v1/namespaces/pets/resourcequotas",
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {pods: '0'}}}");

        assertThatThrownBy(() -> runs("true", step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("create pod pets/run-")
                .hasMessageContaining("exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0")
                .hasMessageContaining("have its ResourceQuota raised");
    }

    @Test
    void aPodThatSomebodyDeletesIsNotMadeAgain() throws Exception {
        Operation<AksSession> run = operation("busybox", step -> step.setCommand(List.of("sleep", "infinity")));
        kit.turn(run);
        kit.turn(run);
        kit.kit.session.kubernetes("").pods().inNamespace("pets").delete();
        kit.kit.server.settle();

        assertThatThrownBy(() -> kit.turn(run)).hasMessageContaining("is gone before it ended");
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> operation(null, step -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("image: nothing was given");
        assertThatThrownBy(() -> operation("busybox", step -> step.setName("No_Name")))
                .hasMessageContaining("name: 'No_Name' was given");
        assertThatThrownBy(() -> operation("busybox", step -> step.setEnv(Map.of("a=b", "c"))))
                .hasMessageContaining("env: 'a=b' was given");
        assertThat(created()).isZero();
    }
}
