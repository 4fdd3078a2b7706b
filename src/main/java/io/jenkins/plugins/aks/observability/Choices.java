package io.jenkins.plugins.aks.observability;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Parameters as scripts and forms give them. */
final class Choices {
    private Choices() {}

    /** A form gives a list as one text, separated by commas or blanks, and nothing as one empty text; null for null. */
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
        return list.isEmpty() ? null : list;
    }

    /** @return the word as it is written in the list, whatever the case it was given in */
    static String one(String parameter, String given, List<String> words) throws InvalidParameterException {
        return words.stream()
                .filter(word -> word.equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> new InvalidParameterException(
                        parameter, given, "'" + String.join("', '", words) + "'", "Choose one of them."));
    }
}
