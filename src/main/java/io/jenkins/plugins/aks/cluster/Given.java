package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters as scripts and forms give them, made uniform. */
final class Given {
    private Given() {}

    /**
     * A form gives a list as one text, separated by commas or blanks, and nothing as one empty text. A script may give
     * numbers.
     */
    static List<String> list(Collection<?> given) {
        if (given == null) {
            return null;
        }
        List<String> list = new ArrayList<>();
        for (Object each : given) {
            Arrays.stream(String.valueOf(each).split("[,\\s]+"))
                    .filter(text -> !text.isEmpty())
                    .forEach(list::add);
        }
        return list.isEmpty() && !given.isEmpty() ? null : list;
    }

    /** Values may be any text or number. */
    static Map<String, String> map(Map<?, ?> given) {
        if (given == null) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        given.forEach((key, value) -> map.put(String.valueOf(key), String.valueOf(value)));
        return map;
    }

    /** A switch that a step only turns on: false means not given. */
    static Boolean on(boolean given) {
        return given ? Boolean.TRUE : null;
    }

    /**
     * One of some words, whatever the case it was written in.
     *
     * @param words as the service writes them
     * @return the word as the service writes it; null for null
     */
    static String word(String parameter, String given, String... words) throws InvalidParameterException {
        if (given == null) {
            return null;
        }
        for (String word : words) {
            if (word.equalsIgnoreCase(given)) {
                return word;
            }
        }
        throw new InvalidParameterException(
                parameter, given, "'" + String.join("', '", words) + "'", "Choose one of them, or leave it out.");
    }

    /** Text of a pattern; null for null. */
    static String text(String parameter, String given, String pattern, String allowed)
            throws InvalidParameterException {
        if (given != null && !given.matches(pattern)) {
            throw new InvalidParameterException(parameter, given, allowed, "Correct it.");
        }
        return given;
    }

    /** Each of a list of texts of a pattern; null for null. */
    static List<String> texts(String parameter, List<String> given, String pattern, String allowed)
            throws InvalidParameterException {
        for (String each : given == null ? List.<String>of() : given) {
            text(parameter, each, pattern, allowed);
        }
        return given;
    }

    static void between(String parameter, Integer given, int least, int most) throws InvalidParameterException {
        if (given != null && (given < least || given > most)) {
            throw new InvalidParameterException(parameter, given, least + " to " + most, "Choose a number between.");
        }
    }
}
