package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.oci.RegistryLab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcrBuildTest {
    private static final String GIT = "https://github.com/wabbit-networks/net-monitor.git#main";
    private static final int MOST_TURNS = 2000;

    private RegistryLab lab;
    private SandboxSession session;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        lab = new RegistryLab(directory);
        session = lab.session;
    }

    @AfterEach
    void stop() {
        lab.close();
        assertThat(lab.cloud.sandbox.problems()).isEmpty();
    }

    private AcrBuildStep step() {
        AcrBuildStep step = new AcrBuildStep("net-monitor:v1");
        step.setRegistry(RegistryLab.NAME);
        return step;
    }

    private AcrBuildStep git() {
        AcrBuildStep step = step();
        step.setGit(GIT);
        return step;
    }

    private Operation<AksSession> operation(AcrBuildStep step) throws Exception {
        return StepOperations.of(step, FixedScope.of(session.subscription(), RegistryLab.GROUP));
    }

    private Map<String, Object> run(AcrBuildStep step) throws Exception {
        return finish(operation(step), new MemoryJournal());
    }

    /** To the end; an upload, which is on a thread of its own, is given real time. */
    private Map<String, Object> finish(Operation<AksSession> operation, MemoryJournal begin) throws Exception {
        MemoryJournal journal = begin;
        for (int i = 0; i < MOST_TURNS; i++) {
            Turn turn = operation.advance(session, journal);
            if (turn instanceof Turn.Done done) {
                return done.result();
            }
            Turn.Again again = (Turn.Again) turn;
            if (again.waitingFor().contains("uploading")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            } else {
                lab.cloud.clock.advance(again.after());
            }
            journal = journal.reopen();
        }
        throw new AssertionError("not done: " + session.log);
    }

    private long scheduled() {
        return session.gate.writes().stream()
                .filter(write -> write.target().endsWith("/scheduleRun"))
                .count();
    }

    @Test
    void buildsFromGitAndShowsTheLog() throws Exception {
        Map<String, Object> result = run(git());
        String digest = lab.repository("net-monitor").require("v1").digest();
        assertThat(result)
                .containsEntry("changed", true)
                .containsEntry("digest", digest)
                .containsEntry("image", lab.host() + "/net-monitor@" + digest)
                .containsEntry("runId", "ca10");
        String log = String.join("\n", session.log);
        assertThat(log).contains("Step 1/4 : FROM mcr.microsoft.com").contains("v1: digest: " + digest);
        assertThat(log).containsOnlyOnce("Successfully tagged").doesNotContain("sig=");
        assertThat(scheduled()).isEqualTo(1);
    }

    @Test
    void isBuiltOnceWhereverItIsKilled() throws Exception {
        for (int turns = 1; turns < 7; turns++) {
            AcrBuildStep step = new AcrBuildStep("net-monitor:v" + turns);
            step.setRegistry(RegistryLab.NAME);
            step.setGit(GIT);
            MemoryJournal journal = new MemoryJournal();
            for (int i = 0; i < turns; i++) {
                operation(step).advance(session, journal);
                lab.cloud.clock.advance(Duration.ofMillis(200));
                journal = journal.reopen();
            }
            assertThat(finish(operation(step), journal)).containsEntry("tag", "v" + turns);
            assertThat(scheduled()).isEqualTo(turns);
        }
    }

    @Test
    void goesOnWithTheRunWhoseAnswerWasLost() throws Exception {
        lab.cloud.sandbox.faults().add(FaultRule.on("POST", ".*/scheduleRun").cutting(FaultRule.Cut.AFTER_EFFECT));
        MemoryJournal journal = new MemoryJournal();
        assertThatThrownBy(() -> operation(git()).advance(session, journal)).hasMessageContaining("scheduleRun");
        assertThat(finish(operation(git()), journal.reopen())).containsEntry("runId", "ca10");
        assertThat(scheduled()).isEqualTo(1);
        assertThat(String.join("\n", session.log)).contains("goes on with run ca10");
    }

    @Test
    void beginsAnotherWhereNoneWasBegun() throws Exception {
        lab.cloud.sandbox.faults().add(FaultRule.on("POST", ".*/scheduleRun").cutting(FaultRule.Cut.BEFORE_EFFECT));
        MemoryJournal journal = new MemoryJournal();
        assertThatThrownBy(() -> operation(git()).advance(session, journal)).hasMessageContaining("scheduleRun");
        assertThat(finish(operation(git()), journal.reopen())).containsEntry("changed", true);
    }

    @Test
    void buildsAFolderWithoutWhatIsIgnored() throws Exception {
        session.files.put("web/Dockerfile", "FROM scratch\nCOPY app.txt /\n");
        session.files.put("web/app.txt", "one");
        session.files.put("web/secret/key.pem", "PRIVATE");
        session.files.put("web/.dockerignore", "secret\n");
        session.files.put("other.txt", "x");
        AcrBuildStep step = step();
        step.setContext("web");
        Map<String, Object> first = run(step);
        assertThat(String.join("\n", session.log)).contains("uploaded 3 files");
        session.files.put("web/secret/key.pem", "PRIVATE TOO");
        assertThat(run(step)).containsEntry("digest", first.get("digest"));
        session.files.put("web/app.txt", "two");
        assertThat(run(step).get("digest")).isNotEqualTo(first.get("digest"));
        session.files.put("web/Dockerfile", "FROM scratch\nCOPY secret/key.pem /\n");
        assertThatThrownBy(() -> run(step)).hasMessageContaining("excluded by .dockerignore");
    }

    @Test
    void uploadsAgainAfterARestartInBetween() throws Exception {
        session.files.put("Dockerfile", "FROM scratch\n");
        AcrBuildStep step = step();
        step.setContext(".");
        MemoryJournal journal = new MemoryJournal();
        operation(step).advance(session, journal);
        Uploads.stop(journal.get("uploading").orElseThrow());
        assertThat(finish(operation(step), journal.reopen())).containsEntry("changed", true);
        assertThat(scheduled()).isEqualTo(1);
    }

    @Test
    void refusesAContextThatIsTooLarge() throws Exception {
        byte[] noise = new byte[3 << 20];
        new java.util.Random(1).nextBytes(noise);
        session.files.put("Dockerfile", "FROM scratch\n");
        session.files.put("noise", noise);
        AcrBuildStep step = step();
        step.setContext(".");
        step.setMaxContextMiB(1);
        assertThatThrownBy(() -> run(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("at most 1 MiB");
        assertThat(scheduled()).isZero();
    }

    @Test
    void buildsADockerfileThatIsText() throws Exception {
        AcrBuildStep step = step();
        step.setDockerfileText("FROM scratch\nARG TOKEN\nLABEL a=b");
        step.setBuildArgs(Map.of("VERSION", "1"));
        step.setSecretArgs(Map.of("TOKEN", "TOKEN_VARIABLE"));
        step.setMoreImages(List.of("net-monitor:latest"));
        session.variables.put("TOKEN_VARIABLE", "hush-hush");
        MemoryJournal journal = new MemoryJournal();
        Map<String, Object> result = finish(operation(step), journal);
        assertThat(result.get("images"))
                .isEqualTo(List.of(lab.host() + "/net-monitor:v1", lab.host() + "/net-monitor:latest"));
        assertThat(String.join("\n", session.log)).doesNotContain("hush-hush");
        assertThat(journal.saved().toString()).doesNotContain("hush-hush");
        assertThat(lab.repository("net-monitor").has("latest")).isTrue();
        session.variables.clear();
        assertThatThrownBy(() -> run(step)).hasMessageContaining("TOKEN_VARIABLE");
    }

    @Test
    void keepsAnImageThatIsThereWhereThatIsEnough() throws Exception {
        AcrBuildStep step = git();
        step.setUnlessPresent(true);
        Map<String, Object> first = run(step);
        int writes = session.gate.writes().size();
        assertThat(run(step)).containsEntry("changed", false).containsEntry("digest", first.get("digest"));
        assertThat(session.gate.writes()).hasSize(writes);
    }

    @Test
    void saysWhyABuildFailed() throws Exception {
        AcrBuildStep unknown = step();
        unknown.setDockerfileText("FROM scratch\nRUNN true");
        assertThatThrownBy(() -> run(unknown))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "Failed"))
                .hasMessageContaining("failed to run step ID: build")
                .hasMessageContaining("dockerfile parse error on line 2: unknown instruction: RUNN");
        AcrBuildStep failing = step();
        failing.setDockerfileText("FROM scratch\nRUN exit 3");
        assertThatThrownBy(() -> run(failing)).hasMessageContaining("returned a non-zero code: 3");
        AcrBuildStep elsewhere = step();
        elsewhere.setGit("https://github.com/nobody/nothing.git");
        assertThatThrownBy(() -> run(elsewhere)).hasMessageContaining("not found");
        session.files.put("app.txt", "x");
        AcrBuildStep without = step();
        without.setContext(".");
        assertThatThrownBy(() -> run(without)).hasMessageContaining("Dockerfile: no such file or directory");
    }

    @Test
    void saysThatTheSubscriptionMayNotBuild() {
        ObjectNode offer = lab.cloud.sandbox.data().get("registries").deepCopy();
        lab.cloud.sandbox.data().set("registries", offer.put("tasks", false));
        assertThatThrownBy(() -> run(git()))
                .hasMessageContaining("TasksOperationsNotAllowed")
                .hasMessageContaining("free credits");
        assertThatThrownBy(() -> {
                    AcrBuildStep text = step();
                    text.setDockerfileText("FROM scratch");
                    run(text);
                })
                .hasMessageContaining("TasksOperationsNotAllowed");
    }

    @Test
    void cancelsTheRunWhenItIsStopped() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        operation(git()).advance(session, journal);
        Turn turn = operation(git()).abort(session, journal, OnAbort.CANCEL);
        while (turn instanceof Turn.Again again) {
            lab.cloud.clock.advance(again.after());
            turn = operation(git()).abort(session, journal.reopen(), OnAbort.CANCEL);
        }
        assertThat(((Turn.Done) turn).result()).containsEntry(Operation.LEFT, "run ca10 is Canceled");
        assertThat(session.gate.writes())
                .filteredOn(write -> write.target().endsWith("/cancel"))
                .hasSize(1);
        assertThat(lab.repository("net-monitor").has("v1")).isFalse();
        assertThat(((Turn.Done) operation(git()).abort(session, new MemoryJournal(), OnAbort.CANCEL)).result())
                .containsEntry(Operation.LEFT, "no build was begun");
    }

    @Test
    void refusesWhatCannotBeMeantBeforeAnythingIsSent() {
        assertThatThrownBy(() -> operation(step())).hasMessageStartingWith("git, context, dockerfileText: nothing");
        assertThatThrownBy(() -> {
                    AcrBuildStep two = git();
                    two.setContext(".");
                    operation(two);
                })
                .hasMessageContaining("exactly one of them");
        assertThatThrownBy(() -> operation(with(new AcrBuildStep("net-monitor"))))
                .hasMessageStartingWith("image: ");
        assertThatThrownBy(() -> operation(with(new AcrBuildStep("Net:v1")))).hasMessageStartingWith("image: ");
        assertThatThrownBy(() -> {
                    AcrBuildStep password = step();
                    password.setGit("https://me:hush@github.com/a/b.git");
                    operation(password);
                })
                .hasMessageStartingWith("git: ")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> {
                    AcrBuildStep odd = git();
                    odd.setPlatform("linux/riscv");
                    operation(odd);
                })
                .hasMessageStartingWith("platform: ");
        assertThatThrownBy(() -> {
                    AcrBuildStep nowhere = git();
                    nowhere.setRegistry("x");
                    operation(nowhere);
                })
                .hasMessageStartingWith("registry: ");
        assertThatThrownBy(() -> {
                    AcrBuildStep argument = git();
                    argument.setBuildArgs(Map.of("a b", "c"));
                    operation(argument);
                })
                .hasMessageStartingWith("buildArgs: ");
        assertThat(session.gate.writes()).isEmpty();
    }

    private static AcrBuildStep with(AcrBuildStep step) {
        step.setRegistry(RegistryLab.NAME);
        step.setGit(GIT);
        return step;
    }

    @Test
    void countsTheUploadAsAWrite() throws Exception {
        AcrBuildStep step = step();
        step.setDockerfileText("FROM scratch");
        run(step);
        assertThat(session.gate.writes())
                .containsExactly(
                        new WriteGate.Write("PUT", lab.id + "/source"),
                        new WriteGate.Write("POST", lab.id + "/scheduleRun"));
    }
}
