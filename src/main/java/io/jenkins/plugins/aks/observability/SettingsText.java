package io.jenkins.plugins.aks.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code name = value}, of which one is changed or added and all others, comments too, stay as they are. In schema
 * v2 such lines stand in named blocks inside a text: {@code name: |-} and then lines that are indented further.
 */
final class SettingsText {
    private static final Pattern LINE = Pattern.compile("^(\\s*)([A-Za-z0-9_-]+)\\s*=\\s*(.*?)\\s*$");
    private static final String DEEPER = "  ";

    private SettingsText() {}

    /** All settings of a text or block. */
    static Map<String, String> settings(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                settings.put(matcher.group(2), matcher.group(3));
            }
        }
        return settings;
    }

    static Optional<String> value(String text, String name) {
        return Optional.ofNullable(settings(text).get(name));
    }

    /** The text with one setting changed, or added at its end. */
    static String with(String text, String name, String value) {
        List<String> lines = lines(text);
        String indent = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = LINE.matcher(lines.get(i));
            if (matcher.matches()) {
                indent = matcher.group(1);
                if (matcher.group(2).equals(name)) {
                    lines.set(i, indent + name + " = " + value);
                    return String.join("\n", lines);
                }
            }
        }
        lines.add(indent + name + " = " + value);
        return String.join("\n", lines);
    }

    /** The lines of a block; empty where there is none of this name. */
    static String block(String text, String name) {
        List<String> lines = lines(text);
        int header = header(lines, name);
        return header < 0 ? "" : String.join("\n", lines.subList(header + 1, end(lines, header)));
    }

    /** The text with one setting of a block changed or added, and the block added where it is missing. */
    static String withIn(String text, String block, String name, String value) {
        List<String> lines = lines(text);
        int header = header(lines, block);
        if (header < 0) {
            lines.add(block + ": |-");
            lines.add(DEEPER + name + " = " + value);
            return String.join("\n", lines);
        }
        int end = end(lines, header);
        String inner = String.join("\n", lines.subList(header + 1, end));
        String changed = settings(inner).isEmpty()
                ? indent(lines.get(header)) + DEEPER + name + " = " + value
                : with(inner, name, value);
        List<String> all = new ArrayList<>(lines.subList(0, header + 1));
        all.addAll(List.of(changed.split("\n", -1)));
        all.addAll(lines.subList(end, lines.size()));
        return String.join("\n", all);
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static int header(List<String> lines, String name) {
        Pattern header = Pattern.compile("^\\s*" + Pattern.quote(name) + "\\s*:\\s*[|>][-+]?\\s*$");
        for (int i = 0; i < lines.size(); i++) {
            if (header.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    /** The first line after the block; blank lines at its end are not of it. */
    private static int end(List<String> lines, int header) {
        int depth = indent(lines.get(header)).length();
        int end = header + 1;
        for (int i = header + 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            if (indent(lines.get(i)).length() <= depth) {
                break;
            }
            end = i + 1;
        }
        return end;
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
