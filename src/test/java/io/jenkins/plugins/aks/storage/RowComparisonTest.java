package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Acknowledged rows beside those that are there. */
class RowComparisonTest {
    private static final String RUN = "ab12";

    private static Map<Long, String> ledger(long... rows) {
        Map<Long, String> ledger = new TreeMap<>();
        for (long row : rows) {
            ledger.put(row, RowTable.checksum(RUN + "/" + row));
        }
        return ledger;
    }

    private static String row(long row) {
        return row + "\t" + RowTable.checksum(RUN + "/" + row) + "\t" + RUN + "/" + row + "\n";
    }

    private static RowComparison compare(Map<Long, String> ledger, String table) {
        return RowComparison.of(ledger, Optional.of(RowTable.parse(table)));
    }

    @Test
    void allRowsAreThere() {
        RowComparison rows = compare(ledger(1, 2), row(1) + row(2) + row(3));

        assertThat(rows.lost()).isEmpty();
        assertThat(rows.altered()).isEmpty();
        assertThat(rows.duplicated()).isEmpty();
        assertThat(rows.acknowledged()).isEqualTo(2);
        assertThat(rows.unacknowledged()).isEqualTo(1);
    }

    @Test
    void missingAlteredAndDoubledRowsAreTold() {
        String altered = "3\t" + RowTable.checksum("x") + "\n";
        String damaged = "4\t" + RowTable.checksum(RUN + "/4") + "\tsomething else\n";

        RowComparison rows = compare(ledger(1, 2, 3, 4, 5), row(1) + altered + damaged + row(5) + row(5));

        assertThat(rows.lost()).containsExactly(2L);
        assertThat(rows.altered()).containsExactly(3L, 4L);
        assertThat(rows.duplicated()).containsExactly(5L);
    }

    @Test
    void aTableWithoutPayloadsIsEnough() {
        assertThat(compare(ledger(7), "7\t" + RowTable.checksum(RUN + "/7")).altered())
                .isEmpty();
    }

    @Test
    void linesThatAreNoRowsAreLeftOut() {
        RowComparison rows = compare(ledger(1), "mysql: [Warning] something\nid\tchecksum\n\n" + row(1));

        assertThat(rows.lost()).isEmpty();
        assertThat(rows.unacknowledged()).isZero();
    }

    @Test
    void whatCannotBeReadCountsAsLost() {
        RowComparison rows = RowComparison.of(ledger(1, 2), Optional.empty());

        assertThat(rows.lost()).containsExactly(1L, 2L);
        assertThat(rows.readable()).isFalse();
    }

    @Test
    void rowsAreWrittenAsRanges() {
        assertThat(RowComparison.text(new TreeSet<>(List.of(1L, 2L, 3L, 7L, 9L, 10L))))
                .isEqualTo("1-3, 7, 9-10");
        assertThat(RowComparison.text(new TreeSet<>())).isEmpty();
    }
}
