package io.jenkins.plugins.aks.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows as the workload has them.
 *
 * @param checksums by row; of a row that is there several times the last one
 * @param duplicated rows that are there several times
 * @param damaged rows whose payload does not have their checksum
 */
record RowTable(Map<Long, String> checksums, TreeSet<Long> duplicated, TreeSet<Long> damaged) {

    /** @param text lines of id, checksum and, where there is one, payload, with tabs between; others are no rows */
    static RowTable parse(String text) {
        RowTable table = new RowTable(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
        text.lines().map(line -> line.split("\t", -1)).forEach(table::take);
        return table;
    }

    private void take(String[] columns) {
        if (columns.length < 2 || !columns[0].strip().matches("\\d{1,18}")) {
            return;
        }
        long row = Long.parseLong(columns[0].strip());
        String checksum = columns[1].strip();
        if (checksums.put(row, checksum) != null) {
            duplicated.add(row);
        }
        if (columns.length > 2 && !checksum(columns[2]).equals(checksum)) {
            damaged.add(row);
        }
    }

    static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
