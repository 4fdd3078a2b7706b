package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.DyingJournal;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** acstorFailoverCheck over the death of its process and over stops. */
class FailoverRestartTest extends FailoverTestBase {
    private static final int MOST_LIVES = 200;

    /** What each phase waits for, in their order. */
    private static final List<String> PHASES = List.of(
            "phase 2/7 workload: StatefulSet",
            "phase 3/7",
            "phase 4/7",
            "phase 5/7",
            "phase 6/7",
            "phase 7/7",
            "putting back");

    private Map<String, Object> runDying(FailoverWay how) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        for (int life = 1; life < MOST_LIVES; life++) {
            DyingJournal dying = new DyingJournal(journal, life);
            try {
                return run(operation(step -> step.setHow(how.word())), dying);
            } catch (DyingJournal.Died died) {
                journal = dying.reopen();
            }
        }
        throw new AssertionError("not done after " + MOST_LIVES + " lives: " + waits);
    }

    @ParameterizedTest
    @EnumSource(FailoverWay.class)
    void aDeathAfterEachSaveSendsNothingTwice(FailoverWay how) throws Exception {
        int before = writes();

        Map<String, Object> result = runDying(how);

        assertThat(unmet(result)).isEmpty();
        assertThat(poolSize()).isEqualTo(3);
        List<String> sent = session.gate.writes().stream()
                .skip(before)
                .map(Object::toString)
                .filter(write -> write.contains("deleteMachines")
                        || write.contains("PUT") && write.contains("/agentPools/")
                        || write.contains("/secrets")
                        || write.contains("POST") && write.endsWith("/pods]"))
                .toList();
        assertThat(sent).doesNotHaveDuplicates();
    }

    @Test
    void aDeathInEachPhaseIsSurvived() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        for (String phase : PHASES) {
            Operation<AksSession> life = operation(step -> {});
            MemoryJournal current = journal;
            Turn turn;
            do {
                turn = turn(() -> life.advance(session, current));
            } while (turn instanceof Turn.Again again && !again.waitingFor().startsWith(phase));
            assertThat(turn).as(phase).isInstanceOf(Turn.Again.class);
            journal = current.reopen();
        }

        Map<String, Object> result = run(operation(step -> {}), journal);

        assertThat(unmet(result)).isEmpty();
        assertThat(poolSize()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void aStopInEachPhasePutsEverythingBack(int phase) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Operation<AksSession> first = operation(step -> {});
        Turn turn;
        do {
            turn = turn(() -> first.advance(session, journal));
        } while (turn instanceof Turn.Again again && !again.waitingFor().startsWith(PHASES.get(phase)));

        String left = abort(operation(step -> {}), journal.reopen(), OnAbort.CANCEL);

        assertThat(left).isEqualTo("what the check had changed was put back");
        assertThat(poolSize()).isEqualTo(3);
        assertThat(kube("api/v1/namespaces/default/pods").path("items")).isEmpty();
        assertThat(kube("api/v1/namespaces/default/persistentvolumeclaims").path("items"))
                .isEmpty();
        assertThat(kube("api/v1/namespaces/default/secrets").toString()).doesNotContain(FailoverTarget.NAME);
    }

    @Test
    void aStopBeforeAnythingBeganChangesNothing() throws Exception {
        int before = writes();

        assertThat(abort(operation(step -> {}), new MemoryJournal(), OnAbort.CANCEL))
                .isEqualTo("the check had changed nothing");
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void aDetachedCheckSaysHowToPutThingsBack() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Operation<AksSession> first = operation(step -> {});
        Turn turn;
        do {
            turn = turn(() -> first.advance(session, journal));
        } while (turn instanceof Turn.Again again && !again.waitingFor().startsWith("phase 6/7"));
        int before = writes();

        String left = abort(first, journal, OnAbort.DETACH);

        assertThat(left)
                .contains("kubectl delete pod acstor-failover-writer-")
                .contains("az aks nodepool delete-machines")
                .contains("--node-count 3");
        assertThat(writes()).isEqualTo(before);
    }
}
