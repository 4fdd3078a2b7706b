package io.jenkins.plugins.aks.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Mermaid drawing of the packages: nodes and groups ({@code subgraph}) of nodes, and arrows that say who may use
 * whom. An arrow from or to a group stands for one of each node in it.
 */
final class Drawing {
    private static final Pattern GROUP = Pattern.compile("\\s*subgraph (\\w+).*");
    private static final Pattern NODE = Pattern.compile("\\s*(\\w+)(?:\\[.*])?\\s*");
    private static final Pattern ARROW = Pattern.compile("\\s*(\\w+(?: & \\w+)*) --> (\\w+(?: & \\w+)*)\\s*");

    private final Map<String, Set<String>> groups = new TreeMap<>();
    private final Map<String, Set<String>> arrows = new TreeMap<>();

    static Drawing of(Path page) {
        try {
            return parse(Files.readString(page));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the drawing in " + page, e);
        }
    }

    static Drawing parse(String page) {
        int start = page.indexOf("```mermaid");
        int end = page.indexOf("```", start + 3);
        if (start < 0 || end < 0) {
            throw new IllegalArgumentException("No Mermaid drawing found");
        }
        Drawing drawing = new Drawing();
        List<String> lines = page.substring(start, end).lines().skip(2).toList();
        drawing.readNodes(lines);
        drawing.readArrows(lines);
        return drawing;
    }

    /** Every package of the drawing with the packages that it may use. */
    Map<String, Set<String>> arrows() {
        return arrows;
    }

    private void readNodes(List<String> lines) {
        String group = null;
        for (String line : lines) {
            Matcher opens = GROUP.matcher(line);
            Matcher node = NODE.matcher(line);
            if (opens.matches()) {
                group = opens.group(1);
                groups.put(group, new TreeSet<>());
            } else if (line.strip().equals("end")) {
                group = null;
            } else if (node.matches()) {
                arrows.put(node.group(1), new TreeSet<>());
                if (group != null) {
                    groups.get(group).add(node.group(1));
                }
            }
        }
    }

    private void readArrows(List<String> lines) {
        for (String line : lines) {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches()) {
                for (String from : nodes(arrow.group(1))) {
                    arrows.get(from).addAll(nodes(arrow.group(2)));
                }
            }
        }
    }

    private List<String> nodes(String names) {
        List<String> found = new ArrayList<>();
        for (String name : names.split(" & ")) {
            if (!groups.containsKey(name) && !arrows.containsKey(name)) {
                throw new IllegalArgumentException("An arrow names '" + name + "', which is not drawn");
            }
            found.addAll(groups.getOrDefault(name, Set.of(name)));
        }
        return found;
    }
}
