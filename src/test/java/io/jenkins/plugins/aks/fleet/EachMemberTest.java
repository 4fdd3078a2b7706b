package io.jenkins.plugins.aks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.MemorySession;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EachMemberTest {
    private final ManualClock clock = new ManualClock();
    private final MemorySession session = new MemorySession(null, null) {
        @Override
        public Clock clock() {
            return clock;
        }
    };
    private final Map<String, Integer> begun = new TreeMap<>();
    private MemoryJournal journal = new MemoryJournal();
    private int underWay;
    private int most;

    /** Begins in its first turn, ends in its third. */
    private Operation<AksSession> member(String name) {
        return new Operation<>() {
            @Override
            public Turn advance(AksSession any, Journal own) throws Exception {
                int turn = own.get("turn").map(Integer::parseInt).orElse(0);
                if (turn == 0) {
                    begun.merge(name, 1, Integer::sum);
                    underWay++;
                    most = Math.max(most, underWay);
                }
                own.put("turn", Integer.toString(turn + 1)).save();
                if (turn == 1 && name.equals("m07")) {
                    throw new TransientException("busy", null);
                }
                if (turn < 2) {
                    return Turn.again(Duration.ZERO, name + ": working");
                }
                underWay--;
                if (name.equals("m05")) {
                    throw new OperationException("m05 is broken.");
                }
                return Turn.done(Map.of("changed", true));
            }

            @Override
            public Turn abort(AksSession any, Journal own, OnAbort how) {
                return Operation.left(name + " stopped");
            }
        };
    }

    private EachMember members(int from, int to) {
        Map<String, Operation<AksSession>> operations = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            String name = String.format("m%02d", i);
            operations.put(name, member(name));
        }
        return new EachMember(operations, "fleet");
    }

    @Test
    void aFewAreUnderWayAtATimeAndEachOnceThoughTheProcessDiesAfterEachTurn() throws Exception {
        Turn turn = Turn.again(Duration.ZERO, "");
        for (int i = 0; i < 50 && turn instanceof Turn.Again; i++) {
            turn = members(10, 40).advance(session, journal);
            journal = journal.reopen();
        }

        assertThat(((Turn.Done) turn).result()).containsEntry("changed", true);
        assertThat(begun).hasSize(30).allSatisfy((name, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(most).isEqualTo(EachMember.CEILING);
    }

    @Test
    void troubleThatPassesIsTriedAgainAndAFailureIsToldAtTheEnd() throws Exception {
        EachMember all = members(0, 10);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        Turn turn = all.advance(session, journal);
                        clock.advance(((Turn.Again) turn).after());
                        journal = journal.reopen();
                    }
                })
                .isInstanceOf(OperationException.class)
                .hasMessage("1 of 10 members failed: m05 is broken.");
        assertThat(begun).hasSize(10).allSatisfy((name, times) -> assertThat(times)
                .isEqualTo(1));
    }

    @Test
    void aStopReachesThoseThatAreUnderWay() throws Exception {
        EachMember all = members(0, 3);
        all.advance(session, journal);

        Turn turn = all.abort(session, journal, OnAbort.CANCEL);

        assertThat(((Turn.Done) turn).result()).containsEntry(Operation.LEFT, "m00 stopped; m01 stopped; m02 stopped");
    }
}
