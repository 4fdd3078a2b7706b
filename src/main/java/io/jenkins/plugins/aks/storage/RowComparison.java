package io.jenkins.plugins.aks.storage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What became of the rows that were acknowledged.
 *
 * @param acknowledged how many there are
 * @param lost those that are not there
 * @param altered those that are there with another content
 * @param duplicated those that are there several times
 * @param unacknowledged rows that are there although nobody was told so: their writer was cut off, which is no fault
 * @param readable whether the rows could be read at all; where not, all count as lost
 */
record RowComparison(
        int acknowledged,
        TreeSet<Long> lost,
        TreeSet<Long> altered,
        TreeSet<Long> duplicated,
        int unacknowledged,
        boolean readable) {

    /** @param table empty where it could not be read */
    static RowComparison of(Map<Long, String> ledger, Optional<RowTable> table) {
        TreeSet<Long> lost = new TreeSet<>();
        TreeSet<Long> altered = new TreeSet<>();
        if (table.isEmpty()) {
            lost.addAll(ledger.keySet());
            return new RowComparison(ledger.size(), lost, altered, new TreeSet<>(), 0, false);
        }
        RowTable rows = table.get();
        ledger.forEach((row, checksum) -> {
            String found = rows.checksums().get(row);
            if (found == null) {
                lost.add(row);
            } else if (!found.equals(checksum) || rows.damaged().contains(row)) {
                altered.add(row);
            }
        });
        long unacknowledged = rows.checksums().keySet().stream()
                .filter(row -> !ledger.containsKey(row))
                .count();
        return new RowComparison(
                ledger.size(), lost, altered, rows.duplicated(), Math.toIntExact(unacknowledged), true);
    }

    /** Rows as people write them: {@code 1-20, 25, 27-30}. */
    static String text(TreeSet<Long> rows) {
        StringBuilder text = new StringBuilder();
        Long from = null;
        Long to = null;
        for (Long row : rows) {
            if (to != null && row == to + 1) {
                to = row;
                continue;
            }
            append(text, from, to);
            from = row;
            to = row;
        }
        append(text, from, to);
        return text.toString();
    }

    private static void append(StringBuilder text, Long from, Long to) {
        if (from == null) {
            return;
        }
        text.append(text.isEmpty() ? "" : ", ").append(from);
        if (!from.equals(to)) {
            text.append('-').append(to);
        }
    }
}
