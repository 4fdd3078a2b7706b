package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.check.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is decided from what was seen. */
class FailoverVerdictTest {
    private final Map<String, Object> watched = new HashMap<>();
    private final Map<String, Object> rows = new HashMap<>();
    private int maxLostRows;

    FailoverVerdictTest() {
        watched.putAll(Map.of(
                FailoverWatch.RECOVERED, true,
                FailoverWatch.NODE, "node-3",
                FailoverWatch.SAME_VOLUME, true,
                FailoverWatch.DETECTED, "2026-11-26T10:00:40Z",
                FailoverWatch.SCHEDULED, "2026-11-26T10:00:45Z",
                FailoverWatch.ATTACHED, "2026-11-26T10:01:05Z",
                FailoverWatch.READY, "2026-11-26T10:01:20Z"));
        rows.putAll(Map.of(
                FailoverRows.ACKNOWLEDGED, 100,
                FailoverRows.LOST, 0,
                FailoverRows.LOST_ROWS, "",
                FailoverRows.ALTERED_ROWS, "",
                FailoverRows.DUPLICATED, 0,
                FailoverRows.DUPLICATED_ROWS, "",
                FailoverRows.AFTER, 20));
        rows.put(FailoverRows.UNREAD, "");
        rows.put(FailoverRows.UNAVAILABLE, 85.5);
        rows.put(FailoverRows.LAST_ACK, "2026-11-26T09:59:59.500Z");
        rows.put(FailoverRows.FIRST_READ, "2026-11-26T10:01:24Z");
        rows.put(FailoverRows.FIRST_WRITE, "2026-11-26T10:01:25Z");
    }

    private FailoverVerdict verdict(String... left) {
        FailoverTarget target = new FailoverTarget("default", "db", true, "i", "5Gi", "s", "", "w", "r");
        FailoverSpec spec = new FailoverSpec(
                "s",
                "id",
                "demo",
                "acstor-fast",
                FailoverWay.NODE_DELETE,
                target,
                20,
                Duration.ofMinutes(3),
                maxLostRows,
                Duration.ofMinutes(20),
                false,
                "key");
        Map<String, Object> phases = new LinkedHashMap<>();
        phases.put(FailoverPhases.SCENE, Map.of(FailoverScene.CLASS, "acstor-fast"));
        phases.put(FailoverPhases.WORKLOAD, Map.of(FailoverWorkload.VOLUME, "pvc-1", FailoverWorkload.POOL, "acstor"));
        phases.put(FailoverPhases.SPARE, Map.of(SpareNode.NODE, "node-3"));
        phases.put(FailoverPhases.TAKEN, Map.of(TakenNode.NODE, "node-1", TakenNode.AT, "2026-11-26T10:00:00Z"));
        phases.put(FailoverPhases.WATCHED, watched);
        phases.put(FailoverPhases.ROWS, rows);
        return new FailoverVerdict(spec, phases, List.of(left));
    }

    /** The checks that did not pass, with their verdicts. */
    private Map<String, Verdict> unmet(String... left) {
        Map<String, Verdict> unmet = new TreeMap<>();
        for (CheckResult result : verdict(left).report().unmet()) {
            unmet.put(result.check().name(), result.verdict());
        }
        return unmet;
    }

    private String texts() {
        return String.join("\n", verdict().report().lines());
    }

    @Test
    void allIsWell() {
        assertThat(unmet()).isEmpty();
        assertThat(verdict().figures())
                .containsEntry("unavailableSeconds", 85.5)
                .containsEntry("detectSeconds", 40.0)
                .containsEntry("rescheduleSeconds", 45.0)
                .containsEntry("attachSeconds", 65.0)
                .containsEntry("readySeconds", 80.0)
                .containsEntry("firstReadSeconds", 84.0)
                .containsEntry("firstWriteSeconds", 85.0)
                .containsEntry("rowsAcknowledged", 100)
                .containsEntry("fromNode", "node-1")
                .containsEntry("toNode", "node-3");
        assertThat(verdict().timeline())
                .extracting(FailoverEvent::event)
                .containsExactly(
                        "the last row before the outage is acknowledged",
                        "node node-1 is taken away",
                        "the pod is lost",
                        "a new pod is on node node-3",
                        "the volume is attached",
                        "the pod is ready",
                        "the first row is read",
                        "the first row is acknowledged again");
    }

    @Test
    void lostRowsAreNamed() {
        rows.put(FailoverRows.LOST, 3);
        rows.put(FailoverRows.LOST_ROWS, "98-100");

        assertThat(unmet()).containsExactly(Map.entry("every acknowledged row is there", Verdict.FAILED));
        assertThat(texts()).contains("expected at most 0 lost, got 3 of 100 lost (rows 98-100)");
        maxLostRows = 3;
        assertThat(unmet()).isEmpty();
        maxLostRows = 2;
        assertThat(unmet()).hasSize(1);
    }

    @Test
    void alteredAndDoubledRowsFail() {
        rows.put(FailoverRows.ALTERED_ROWS, "4");
        rows.put(FailoverRows.DUPLICATED_ROWS, "5-6");

        assertThat(unmet().keySet()).containsExactly("no row is altered", "no row is there twice");
        assertThat(texts()).contains("got rows 4").contains("got rows 5-6");
    }

    @Test
    void tooSlowIsAFailureThatSaysWhereTheTimeWent() {
        rows.put(FailoverRows.UNAVAILABLE, 180.001);

        assertThat(unmet().keySet()).containsExactly("rows are acknowledged again in time");
        assertThat(texts()).contains("expected within 3m00s, got after 3m00s (detect at 40.0 s, reschedule at 45.0 s");
        rows.put(FailoverRows.UNAVAILABLE, 180.0);
        assertThat(unmet()).isEmpty();
    }

    @Test
    void aPodThatDoesNotComeBackLosesEveryRowAndSaysWhy() {
        watched.clear();
        watched.put(FailoverWatch.RECOVERED, false);
        watched.put(FailoverWatch.TROUBLE, "pod db-0 is Terminating");
        watched.put(FailoverWatch.WAITED, "20m00s");
        rows.put(FailoverRows.UNREAD, "pod db-0 is Terminating");
        rows.put(FailoverRows.LOST, 100);
        rows.put(FailoverRows.LOST_ROWS, "1-100");
        rows.remove(FailoverRows.FIRST_WRITE);
        rows.remove(FailoverRows.FIRST_READ);

        assertThat(unmet())
                .containsEntry("the pod is ready on another node", Verdict.FAILED)
                .containsEntry("the volume is the same", Verdict.INCONCLUSIVE)
                .containsEntry("rows are acknowledged again in time", Verdict.FAILED)
                .containsEntry("every acknowledged row is there", Verdict.FAILED)
                .containsEntry("no row is altered", Verdict.INCONCLUSIVE)
                .containsEntry("new rows are taken", Verdict.FAILED);
        assertThat(texts())
                .contains("got no ready pod after 20m00s (pod db-0 is Terminating)")
                .contains("got 100 of 100 unreadable (rows 1-100; pod db-0 is Terminating)");
        maxLostRows = 1000;
        assertThat(unmet()).containsKey("every acknowledged row is there");
        assertThat(verdict().figures()).doesNotContainKeys("attachSeconds", "firstReadSeconds");
    }

    @Test
    void anotherVolumeIsNotTheSame() {
        watched.put(FailoverWatch.SAME_VOLUME, false);

        assertThat(unmet().keySet()).containsExactly("the volume is the same");
    }

    @Test
    void fewNewRowsAreNotEnough() {
        rows.put(FailoverRows.AFTER, 19);

        assertThat(unmet().keySet()).containsExactly("new rows are taken");
    }

    @Test
    void whatIsLeftFailsTheCheckAndIsTold() {
        assertThat(unmet("The node pool was not put back.").keySet()).containsExactly("everything is as before");
        assertThat(verdict("The node pool was not put back.").figures())
                .containsEntry("left", List.of("The node pool was not put back."));
    }
}
