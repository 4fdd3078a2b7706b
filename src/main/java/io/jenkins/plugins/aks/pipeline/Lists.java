package io.jenkins.plugins.aks.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Parameters as scripts and forms give them, made uniform. */
public final class Lists {
    private Lists() {}

    /** A form gives a list as one text, separated by commas or blanks, and nothing as one empty text; null for none. */
    public static List<String> split(Collection<?> given) {
        if (given == null) {
            return null;
        }
        List<String> list = new ArrayList<>();
        given.forEach(each -> Stream.of(String.valueOf(each).split("[,\\s]+"))
                .filter(text -> !text.isEmpty())
                .forEach(list::add));
        return list.isEmpty() ? null : list;
    }

    /** The words of a command: a script's list may hold strings with expressions in them; null for none. */
    public static List<String> words(Collection<?> given) {
        return given == null || given.isEmpty()
                ? null
                : given.stream().map(String::valueOf).toList();
    }

    /** The same for texts with commas and blanks in them: a form gives one in each line. */
    public static List<String> lines(Collection<?> given) {
        if (given == null) {
            return null;
        }
        List<String> list = new ArrayList<>();
        given.forEach(each -> String.valueOf(each)
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(list::add));
        return list.isEmpty() ? null : list;
    }

    /** A script's map may hold strings with expressions in them; null for none. */
    public static Map<String, String> texts(Map<?, ?> given) {
        if (given == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        given.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /** The same in the order of the keys, empty for none; a key without a value has an empty one. */
    public static Map<String, String> sortedTexts(Map<?, ?> given) {
        Map<String, String> texts = new TreeMap<>();
        if (given != null) {
            given.forEach((key, value) -> texts.put(String.valueOf(key), value == null ? "" : value.toString()));
        }
        return texts;
    }
}
