package io.jenkins.plugins.aks.sandbox.mysql;

import java.util.ArrayList;
import java.util.List;

/** How the client writes rows: separated by tabs, in a table, or one value a line. */
enum Format {
    TABS,
    TABLE,
    VERTICAL;

    String write(Answer answer, boolean names, boolean raw) {
        if (answer.rows().isEmpty()) {
            return "";
        }
        return switch (this) {
            case TABS -> tabs(answer, names, raw);
            case TABLE -> table(answer, names);
            case VERTICAL -> vertical(answer);
        };
    }

    private static String tabs(Answer answer, boolean names, boolean raw) {
        StringBuilder text = new StringBuilder();
        if (names) {
            text.append(String.join("\t", answer.columns())).append('\n');
        }
        for (List<String> row : answer.rows()) {
            List<String> values = row.stream()
                    .map(value -> value == null ? "NULL" : raw ? value : escaped(value))
                    .toList();
            text.append(String.join("\t", values)).append('\n');
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\0", "\\0");
    }

    private static String table(Answer answer, boolean names) {
        List<List<String>> lines = new ArrayList<>();
        if (names) {
            lines.add(answer.columns());
        }
        lines.addAll(answer.rows());
        int[] widths = new int[answer.columns().size()];
        boolean[] numbers = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = lines.stream()
                    .mapToInt(row -> shown(row.get(column)).length())
                    .max()
                    .orElse(0);
            numbers[i] = answer.rows().stream()
                    .allMatch(row -> shown(row.get(column)).matches("-?[\\d.]+|NULL"));
        }
        StringBuilder rule = new StringBuilder("+");
        for (int width : widths) {
            rule.append("-".repeat(width + 2)).append('+');
        }
        rule.append('\n');
        StringBuilder text = new StringBuilder(rule);
        for (int i = 0; i < lines.size(); i++) {
            text.append('|');
            for (int column = 0; column < widths.length; column++) {
                String value = shown(lines.get(i).get(column));
                String space = " ".repeat(widths[column] - value.length());
                boolean right = numbers[column] && !(names && i == 0);
                text.append(' ').append(right ? space + value : value + space).append(" |");
            }
            text.append('\n').append(names && i == 0 ? rule : "");
        }
        return text.append(rule).toString();
    }

    private static String vertical(Answer answer) {
        StringBuilder text = new StringBuilder();
        int width = answer.columns().stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < answer.rows().size(); i++) {
            String stars = "*".repeat(27);
            text.append(stars)
                    .append(' ')
                    .append(i + 1)
                    .append(". row ")
                    .append(stars)
                    .append('\n');
            for (int column = 0; column < answer.columns().size(); column++) {
                String name = answer.columns().get(column);
                text.append(" ".repeat(width - name.length())).append(name).append(": ");
                text.append(shown(answer.rows().get(i).get(column))).append('\n');
            }
        }
        return text.toString();
    }

    private static String shown(String value) {
        return value == null ? "NULL" : value;
    }
}
