package io.jenkins.plugins.aks.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The result of {@code aksUpgrades} for people: the control plane and each pool in a row. */
final class UpgradeTable {
    private static final List<String> TITLES =
            List.of("", "VERSION", "SUPPORT", "UPGRADES", "NODE IMAGE", "LATEST NODE IMAGE");

    private UpgradeTable() {}

    static List<String> lines(Map<String, Object> cluster, List<Map<String, Object>> pools) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        rows.add(List.of(
                "control plane",
                String.valueOf(cluster.get("version")),
                String.valueOf(cluster.get("support")),
                list(cluster.get("upgrades")),
                "",
                ""));
        for (Map<String, Object> pool : pools) {
            rows.add(List.of(
                    "pool " + pool.get("name"),
                    String.valueOf(pool.get("version")),
                    String.valueOf(pool.get("support")),
                    list(pool.get("upgrades")),
                    String.valueOf(pool.get("nodeImage")),
                    Boolean.TRUE.equals(pool.get("nodeImageCurrent"))
                            ? "is the latest"
                            : String.valueOf(pool.get("latestNodeImage"))));
        }
        int[] widths = new int[TITLES.size()];
        rows.forEach(row -> {
            for (int at = 0; at < widths.length; at++) {
                widths[at] = Math.max(widths[at], row.get(at).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String list(Object versions) {
        String text = versions instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : "";
        return text.isEmpty() ? "none" : text;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < widths.length; at++) {
            line.append(row.get(at)).append(" ".repeat(widths[at] - row.get(at).length() + 3));
        }
        return line.toString().stripTrailing();
    }
}
