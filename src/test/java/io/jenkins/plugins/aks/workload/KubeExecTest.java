package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeExecTest {
    private static final String SHELL = "containers: [{name: main, image: busybox, command: [sleep, infinity]}]";

    private final PodStepsKit kit = new PodStepsKit();

    @BeforeEach
    void pods() {
        kit.pod("shell", SHELL);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private Operation<AksSession> operation(Consumer<KubeExecStep> parameters, String... command) throws Exception {
        KubeExecStep step = new KubeExecStep(List.of(command));
        step.setNamespace("pets");
        parameters.accept(step);
        return step.operation(kit.scope);
    }

    private Map<String, Object> exec(Consumer<KubeExecStep> parameters, String... command) throws Exception {
        kit.journal = new MemoryJournal();
        return kit.run(operation(parameters, command));
    }

    private int sent() {
        return kit.asked("GET", "/exec").size();
    }

    @Test
    void givesExitCodeAndBothOutputs() throws Exception {
        assertThat(exec(
                        step -> {
                            step.setPod("shell");
                            step.setFailOnError(false);
                        },
                        "sh",
                        "-c",
                        "echo out; echo bad >&2; exit 4"))
                .containsEntry("exitCode", 4)
                .containsEntry("stdout", "out\n")
                .containsEntry("stderr", "bad\n")
                .containsEntry("truncated", false)
                .containsEntry("pod", "shell")
                .containsEntry("container", "main")
                .containsEntry("changed", true);
        assertThat(kit.kit.session.lines).contains("out", "bad");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void readsStandardInput() throws Exception {
        assertThat(exec(
                        step -> {
                            step.setPod("shell");
                            step.setStdin("secret words");
                        },
                        "cat"))
                .containsEntry("stdout", "secret words");
    }

    @Test
    void anotherExitCodeFailsTheStep() {
        assertThatThrownBy(() -> exec(step -> step.setPod("shell"), "sh", "-c", "echo because >&2; exit 9"))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("exitCode", "9"))
                .hasMessageContaining("sh in container main of pod pets/shell ended with exit code 9: because")
                .hasMessageNotContaining("echo because");
    }

    @Test
    void aReadyPodOfAWorkloadIsTaken() throws Exception {
        kit.kit.apply(Manifests.deployment("web", 2, "nginx"));
        kit.kit.server.settle();

        assertThat(exec(
                        step -> {
                            step.setNamespace("default");
                            step.setWorkload("deploy/web");
                        },
                        "hostname"))
                .hasEntrySatisfying(
                        "stdout", name -> assertThat(String.valueOf(name)).startsWith("web-"));
        assertThatThrownBy(() -> exec(step -> step.setWorkload("deploy/gone"), "true"))
                .hasMessageContaining("Deployment pets/gone does not exist");
    }

    @Test
    void itWaitsForAPodThatCanTakeIt() throws Exception {
        kit.pod("late", "containers: [{name: main, image: 'registry.invalid/x'}]");
        Operation<AksSession> exec = operation(step -> step.setSelector("app=late"), "true");

        kit.turn(exec);

        assertThat(kit.waitingFor)
                .contains("pods with app=late in namespace pets: none can take a command; pod late: container main:")
                .contains("ImagePullBackOff");
        assertThat(sent()).isZero();
        Operation<AksSession> none = operation(step -> step.setSelector("app=none"), "true");
        kit.turn(none);
        assertThat(kit.waitingFor).contains("there is no pod");
    }

    @Test
    void aRestartDoesNotSendItAgain() throws Exception {
        Operation<AksSession> exec = operation(step -> step.setPod("shell"), "sleep", "infinity");
        kit.turn(exec);
        kit.turn(exec);
        kit.journal = kit.journal.reopen();

        assertThatThrownBy(() -> kit.turn(operation(step -> step.setPod("shell"), "sleep", "infinity")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("sleep was sent to container main of pod pets/shell before Jenkins restarted")
                .hasMessageContaining("idempotent: true");
        assertThat(sent()).isEqualTo(1);
        exec.abort(kit.kit.session, kit.journal, OnAbort.CANCEL);
    }

    @Test
    void anIdempotentOneIsSentAgain() throws Exception {
        Operation<AksSession> before = operation(step -> step.setPod("shell"), "sleep", "infinity");
        kit.turn(before);
        kit.journal = kit.journal.reopen();

        assertThat(kit.run(operation(
                        step -> {
                            step.setPod("shell");
                            step.setIdempotent(true);
                        },
                        "echo",
                        "again")))
                .containsEntry("stdout", "again\n");
        before.abort(kit.kit.session, kit.journal, OnAbort.CANCEL);
    }

    @Test
    void aStopSaysWhatIsLeft() throws Exception {
        Operation<AksSession> exec = operation(step -> step.setPod("shell"), "sleep", "infinity");

        assertThat(((Turn.Done) exec.abort(kit.kit.session, kit.journal, OnAbort.CANCEL)).result())
                .containsEntry(Operation.LEFT, "no command was sent");
        kit.turn(exec);
        assertThat(((Turn.Done) exec.abort(kit.kit.session, kit.journal, OnAbort.CANCEL)).result())
                .containsEntry(
                        Operation.LEFT,
                        "the connection was closed; sleep may still run in container main of pod pets/shell");
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> operation(step -> {}, "true"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("exactly one of pod, workload and selector");
        assertThatThrownBy(() -> operation(step -> step.setWorkload("web"), "true"))
                .hasMessageContaining("workload: 'web' was given; allowed: kind/name");
        assertThatThrownBy(() -> operation(step -> step.setPod(".."))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> operation(step -> step.setPod("shell")))
                .hasMessageContaining("command: nothing was given");
        assertThat(sent()).isZero();
    }

    @Test
    void aPodThatHasEndedTakesNoCommand() {
        kit.pod("done", "restartPolicy: Never, containers: [{name: main, image: busybox, command: ['true']}]");

        assertThatThrownBy(() -> exec(step -> step.setPod("done"), "true"))
                .hasMessageContaining("pod pets/done has ended (Succeeded)");
        assertThatThrownBy(() -> exec(step -> step.setPod("gone"), "true"))
                .hasMessageContaining("pod pets/gone does not exist");
        assertThatThrownBy(() -> exec(
                        step -> {
                            step.setPod("shell");
                            step.setContainer("other");
                        },
                        "true"))
                .hasMessageContaining("container: 'other' was given; allowed: main");
        assertThat(sent()).isZero();
    }
}
