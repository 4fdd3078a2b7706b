package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.aks.kubernetes.LogLine;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ledger in the writer's log. */
class FailoverLogTest {
    private static final String RUN = "ab12";
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

    private final List<LogLine> lines = new ArrayList<>();

    private FailoverLogTest ack(int second, long row) {
        return line(second, "ack " + row + " " + RowTable.checksum(RUN + "/" + row));
    }

    private FailoverLogTest line(int second, String text) {
        lines.add(new LogLine(START.plusSeconds(second), text));
        return this;
    }

    private FailoverLog log() {
        return FailoverLog.of(lines, RUN);
    }

    @Test
    void onlyLinesWithTheRowsOwnChecksumAreAcknowledgements() {
        ack(0, 1).ack(1, 2).line(2, "fail 3 ERROR 2003 (HY000)");
        line(2, "ack 4 " + "0".repeat(64)).line(2, "ack 5").line(2, " ack 6 x").line(3, "something else");

        assertThat(log().acknowledged().keySet()).containsExactly(1L, 2L);
        assertThat(log().acknowledged().get(2L)).isEqualTo(RowTable.checksum("ab12/2"));
        assertThat(log().lastFailure()).isEqualTo("; last failure: ERROR 2003 (HY000)");
    }

    @Test
    void theLedgerOfAnotherRunDoesNotCount() {
        ack(0, 1);

        assertThat(FailoverLog.of(lines, "other").isEmpty()).isTrue();
    }

    @Test
    void theLongestGapAfterTheCutCounts() {
        ack(0, 1)
                .ack(30, 2)
                .ack(31, 3)
                .line(40, "fail 4")
                .line(60, "read")
                .ack(61, 5)
                .ack(62, 6);

        FailoverLog.Gap gap = log().longestGap(START.plusSeconds(35), START.plusSeconds(70));

        assertThat(gap.from()).isEqualTo(START.plusSeconds(31));
        assertThat(gap.until()).contains(START.plusSeconds(61));
        assertThat(gap.seconds(START)).isEqualTo(30.0);
        assertThat(log().firstReadSince(gap.from())).contains(START.plusSeconds(60));
        assertThat(log().acknowledgedSince(START.plusSeconds(61))).isEqualTo(2);
        assertThat(log().refused()).containsExactly(4L);
    }

    @Test
    void aGapThatHasNotEndedLastsUntilNow() {
        ack(0, 1).ack(1, 2).line(10, "fail 3");

        FailoverLog.Gap gap = log().longestGap(START.plusSeconds(1), START.plusSeconds(301));

        assertThat(gap.until()).isEqualTo(Optional.empty());
        assertThat(gap.seconds(START.plusSeconds(301))).isEqualTo(300.0);
    }

    @Test
    void theTimeSinceTheLastRowIsNoGapWhileNothingFails() {
        ack(0, 1).ack(1, 2).ack(6, 3);

        FailoverLog.Gap gap = log().longestGap(START.plusSeconds(1), START.plusSeconds(301));

        assertThat(gap.until()).contains(START.plusSeconds(6));
    }

    @Test
    void withoutAnyAcknowledgementTheGapBeginsWithTheCut() {
        line(1, "fail 1 no");

        FailoverLog.Gap gap = log().longestGap(START, START.plusSeconds(5));

        assertThat(gap.from()).isEqualTo(START);
        assertThat(gap.seconds(START.plusSeconds(5))).isEqualTo(5.0);
    }

    @Test
    void aSilentFailureIsATimeOut() {
        line(0, "fail 1 ");

        assertThat(log().lastFailure()).isEqualTo("; last failure: no answer in time");
        assertThat(log().isEmpty()).isFalse();
    }

    @Test
    void aWriterThatHasEndedOrIsGoneIsNoLedger() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        FailoverLog.requireAlive(mapper.readTree("{\"status\":{\"phase\":\"Running\"}}"));

        assertThatThrownBy(() -> FailoverLog.requireAlive(MissingNode.getInstance()))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("the writer is gone, so which rows were acknowledged is not known");
        assertThatThrownBy(() -> FailoverLog.requireAlive(mapper.readTree("{\"status\":{\"phase\":\"Failed\"}}")))
                .hasMessageContaining("the writer is gone (Failed)");
        assertThatThrownBy(
                        () -> FailoverLog.requireAlive(
                                mapper.readTree(
                                        "{\"metadata\":{\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"},\"status\":{\"phase\":\"Running\"}}")))
                .hasMessageContaining("the writer is gone");
    }
}
