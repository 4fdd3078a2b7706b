package io.jenkins.plugins.aks.sandbox.container.tools;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a filter and what it reads.
 *
 * @param options letters without a dash, some with a value
 * @param first grep's pattern
 * @param status 1 where a file could not be read
 */
record Input(Map<String, String> options, Optional<String> first, String text, String errors, int status) {
    /** Options that take a value. */
    private static final Map<String, String> VALUED =
            Map.of("head", "nc", "tail", "nc", "cut", "df", "grep", "emABC", "sort", "tk");

    static Input of(ExecCall call) {
        Map<String, String> options = new HashMap<>();
        List<String> words = new ArrayList<>();
        options(call, options, words);
        String name = call.program();
        Optional<String> first = Optional.ofNullable(options.get("e"));
        if (name.equals("grep") && first.isEmpty() && !words.isEmpty()) {
            first = Optional.of(words.remove(0));
        }
        if (words.isEmpty() || words.equals(List.of("-")) || name.equals("tr")) {
            return new Input(options, first, call.stdin().get(), "", 0);
        }
        PodFiles files = new PodFiles(call);
        StringBuilder text = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        for (String path : words) {
            Optional<String> content = path.equals("/dev/null") ? Optional.of("") : files.read(path);
            content.ifPresentOrElse(text::append, () -> errors.append(name + ": ")
                    .append(
                            files.isDirectory(path)
                                    ? "read error: Is a directory"
                                    : "can't open '" + path + "': No such file or directory")
                    .append("\n"));
        }
        return new Input(options, first, text.toString(), errors.toString(), errors.isEmpty() ? 0 : 1);
    }

    private static void options(ExecCall call, Map<String, String> options, List<String> words) {
        String valued = VALUED.getOrDefault(call.program(), "");
        List<String> arguments = call.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.matches("-\\d+")) {
                options.put("n", word.substring(1));
            } else if (word.length() > 1 && word.startsWith("-") && valued.indexOf(word.charAt(1)) >= 0) {
                String value = word.substring(2);
                options.put(
                        word.substring(1, 2), value.isEmpty() && i + 1 < arguments.size() ? arguments.get(++i) : value);
            } else if (word.length() > 1 && word.startsWith("-")) {
                word.substring(1).chars().forEach(c -> options.put(String.valueOf((char) c), ""));
            } else {
                words.add(word);
            }
        }
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    int number(String option, int otherwise) {
        String text = options.getOrDefault(option, "");
        return text.matches("\\d{1,8}") ? Integer.parseInt(text) : otherwise;
    }
}
