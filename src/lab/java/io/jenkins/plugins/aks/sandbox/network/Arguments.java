package io.jenkins.plugins.aks.sandbox.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments as getopt takes them: short options alone or together, with their value attached or after them. */
final class Arguments {
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();
    private String wrong = "";

    /**
     * @param flags the short options without a value
     * @param valued the short options with one
     * @param longs the long options without their dashes, each with the short one that it means
     */
    static Arguments parse(List<String> words, String flags, String valued, Map<String, String> longs) {
        Arguments parsed = new Arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--") && word.length() > 2) {
                i = parsed.longOption(words, i, valued, longs);
            } else if (word.startsWith("-") && word.length() > 1) {
                i = parsed.shortOptions(words, i, flags, valued);
            } else {
                parsed.rest.add(word);
            }
        }
        return parsed;
    }

    private int longOption(List<String> words, int at, String valued, Map<String, String> longs) {
        String word = words.get(at).substring(2);
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String option = longs.get(name);
        if (option == null) {
            wrong = "unrecognized option: " + name;
            return at;
        }
        boolean takes = option.length() == 1 && valued.contains(option);
        boolean next = takes && equals < 0 && at + 1 < words.size();
        options.put(option, equals >= 0 ? word.substring(equals + 1) : next ? words.get(at + 1) : "");
        return next ? at + 1 : at;
    }

    private int shortOptions(List<String> words, int at, String flags, String valued) {
        String word = words.get(at);
        for (int i = 1; i < word.length(); i++) {
            String option = word.substring(i, i + 1);
            if (flags.contains(option)) {
                options.put(option, "");
            } else if (valued.contains(option)) {
                boolean attached = i + 1 < word.length();
                if (!attached && at + 1 >= words.size()) {
                    wrong = "option requires an argument: " + option;
                    return at;
                }
                options.put(option, attached ? word.substring(i + 1) : words.get(at + 1));
                return attached ? at : at + 1;
            } else {
                wrong = "unrecognized option: " + option;
                return at;
            }
        }
        return at;
    }

    /** What is wrong with them, as the C library says it; empty where nothing is. */
    String wrong() {
        return wrong;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    String value(String option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }

    List<String> rest() {
        return rest;
    }
}
