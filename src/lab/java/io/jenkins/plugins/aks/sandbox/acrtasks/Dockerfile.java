package io.jenkins.plugins.aks.sandbox.acrtasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile. */
record Dockerfile(List<Instruction> instructions) {
    private static final Set<String> KNOWN = Set.of(
            "FROM",
            "RUN",
            "CMD",
            "LABEL",
            "MAINTAINER",
            "EXPOSE",
            "ENV",
            "ADD",
            "COPY",
            "ENTRYPOINT",
            "VOLUME",
            "USER",
            "WORKDIR",
            "ARG",
            "ONBUILD",
            "STOPSIGNAL",
            "HEALTHCHECK",
            "SHELL");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");

    /** @param line where it begins, from 1 */
    record Instruction(int line, String name, String rest) {
        @Override
        public String toString() {
            return name + " " + rest;
        }
    }

    /** @throws BuildFailure with the message of Docker's parser */
    static Dockerfile parse(String text) {
        List<Instruction> found = new ArrayList<>();
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int begin = i + 1;
            StringBuilder whole = new StringBuilder(line);
            while (whole.charAt(whole.length() - 1) == '\\' && i + 1 < lines.length) {
                whole.setLength(whole.length() - 1);
                String next = lines[++i].strip();
                whole.append(next.startsWith("#") ? "\\" : next);
                if (whole.length() == 0) {
                    break;
                }
            }
            found.add(instruction(begin, whole.toString().strip()));
        }
        if (found.isEmpty()) {
            throw new BuildFailure("failed to solve: the Dockerfile cannot be empty: file with no instructions");
        }
        String first = found.stream()
                .map(Instruction::name)
                .filter(name -> !name.equals("ARG"))
                .findFirst()
                .orElse("");
        if (!first.equals("FROM")) {
            throw new BuildFailure("no build stage in current context: the first instruction must be FROM");
        }
        return new Dockerfile(found);
    }

    private static Instruction instruction(int line, String text) {
        String[] parts = text.split("\\s+", 2);
        String name = parts[0].toUpperCase(Locale.ROOT);
        if (!KNOWN.contains(name)) {
            throw new BuildFailure("dockerfile parse error on line " + line + ": unknown instruction: " + parts[0]);
        }
        if (parts.length < 2) {
            throw new BuildFailure(
                    "dockerfile parse error on line " + line + ": " + name + " requires at least one argument");
        }
        return new Instruction(line, name, parts[1]);
    }

    /** The base images, with the arguments before the first FROM put in. */
    List<String> bases(Map<String, String> arguments) {
        Map<String, String> known = new TreeMap<>();
        List<String> bases = new ArrayList<>();
        List<String> stages = new ArrayList<>();
        for (Instruction each : instructions) {
            if (each.name().equals("ARG") && bases.isEmpty() && stages.isEmpty()) {
                String[] pair = each.rest().split("=", 2);
                known.put(pair[0], arguments.getOrDefault(pair[0], pair.length == 2 ? pair[1] : ""));
            }
            if (each.name().equals("FROM")) {
                String[] words =
                        each.rest().replaceFirst("^--platform=\\S+\\s+", "").split("\\s+");
                String base = substituted(words[0], known);
                if (base.isEmpty()) {
                    throw new BuildFailure("base name (" + words[0] + ") should not be blank");
                }
                if (!stages.contains(base)) {
                    bases.add(base);
                }
                if (words.length == 3 && words[1].equalsIgnoreCase("AS")) {
                    stages.add(words[2]);
                }
            }
        }
        return bases;
    }

    private static String substituted(String text, Map<String, String> known) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), "")));
    }
}
