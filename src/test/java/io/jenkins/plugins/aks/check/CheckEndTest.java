package io.jenkins.plugins.aks.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheckEndTest {
    private static final Check RABBIT = new Check("orders -> rabbitmq", "allow");
    private static final CheckReport GOOD = new CheckReport("after", List.of(RABBIT.passed("allow")));
    private static final CheckReport BAD = new CheckReport(
            "after",
            List.of(RABBIT.passed("allow"), RABBIT.failed("deny", "timed out"), RABBIT.inconclusive("?", "no pod")));

    private final List<String> log = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> marks = new ArrayList<>();

    private Map<String, Object> settle(OnFailure onFailure, String junit, CheckReport report) throws Exception {
        return new CheckEnd(onFailure, junit).settle(report, Instant.EPOCH, log::add, files::put, marks::add);
    }

    @Test
    void whatPassesEndsQuietly() throws Exception {
        Map<String, Object> result = settle(OnFailure.FAIL, "", GOOD);

        assertThat(result).containsEntry("passed", true).containsEntry("total", 1);
        assertThat(log).containsExactly("after: 1 of 1 checks passed");
        assertThat(files).isEmpty();
        assertThat(marks).isEmpty();
    }

    @Test
    void aFailureNamesEachCheckAndStillWritesTheReport() {
        assertThatThrownBy(() -> settle(OnFailure.FAIL, "a.xml", BAD))
                .isInstanceOf(OperationException.class)
                .hasMessage("after: 1 of 3 checks passed, 1 inconclusive\n"
                        + "  failed: orders -> rabbitmq: expected allow, got deny (timed out)\n"
                        + "  inconclusive: orders -> rabbitmq: expected allow, got ? (no pod)")
                .satisfies(e -> assertThat(((OperationException) e).data())
                        .containsEntry("failed", "1")
                        .containsEntry("total", "3"));
        assertThat(files.get("a.xml")).contains("failures=\"1\"");
    }

    @Test
    void unstableMarksAndGoesOn() throws Exception {
        assertThat(settle(OnFailure.UNSTABLE, "", BAD)).containsEntry("passed", false);
        assertThat(marks).containsExactly("after: 1 of 3 checks passed, 1 inconclusive");
        assertThat(log).hasSize(3);
    }

    @Test
    void ignoreOnlyTells() throws Exception {
        assertThat(settle(OnFailure.IGNORE, "", BAD)).containsEntry("failed", 1L);
        assertThat(marks).isEmpty();
        assertThat(log).hasSize(3);
    }

    @Test
    void nothingCheckedIsNoPass() {
        assertThatThrownBy(() -> settle(OnFailure.FAIL, "", new CheckReport("after", List.of())))
                .hasMessage("after: nothing was checked");
    }

    @Test
    void aResultIsAPlainMapWithItsDetails() {
        assertThat(RABBIT.failed("deny", "timed out")
                        .took(Duration.ofMillis(7))
                        .with(Map.of("port", 5672))
                        .asMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "name",
                        "orders -> rabbitmq",
                        "expected",
                        "allow",
                        "got",
                        "deny",
                        "verdict",
                        "failed",
                        "reason",
                        "timed out",
                        "milliseconds",
                        7L,
                        "port",
                        5672));
    }

    @Test
    void onlyKnownWordsAreTaken() throws Exception {
        assertThat(OnFailure.parse("unstable")).isEqualTo(OnFailure.UNSTABLE);
        assertThatThrownBy(() -> OnFailure.parse("Unstable"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("onFailure: 'Unstable' was given; allowed: fail, unstable, ignore");
    }
}
