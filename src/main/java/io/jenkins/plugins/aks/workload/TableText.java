package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out the API server's own table as kubectl does: upper-case titles, three spaces between columns. */
final class TableText {

    private static final String GAP = "   ";

    private TableText() {}

    /**
     * @param table a {@code meta.k8s.io/v1} Table
     * @param withNamespace whether the first column is the object's namespace
     */
    static List<String> lines(JsonNode table, boolean withNamespace) {
        List<Integer> shown = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        if (withNamespace) {
            titles.add("NAMESPACE");
        }
        JsonNode columns = table.path("columnDefinitions");
        for (int at = 0; at < columns.size(); at++) {
            if (columns.get(at).path("priority").asInt() == 0) {
                shown.add(at);
                titles.add(columns.get(at).path("name").asText().toUpperCase(Locale.ROOT));
            }
        }
        rows.add(titles);
        for (JsonNode row : table.path("rows")) {
            rows.add(cells(row, shown, withNamespace));
        }
        return layOut(rows);
    }

    private static List<String> cells(JsonNode row, List<Integer> shown, boolean withNamespace) {
        List<String> cells = new ArrayList<>();
        if (withNamespace) {
            cells.add(row.at("/object/metadata/namespace").asText());
        }
        shown.forEach(at -> cells.add(cell(row.path("cells").path(at))));
        return cells;
    }

    /** A value that is not there is null, and of one with several lines only the first has room. */
    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.asText();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + "...";
    }

    private static List<String> layOut(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int at = 0; at < widths.length; at++) {
                widths[at] = Math.max(widths[at], row.get(at).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < widths.length; at++) {
            line.append(row.get(at))
                    .append(" ".repeat(widths[at] - row.get(at).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
