package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What became of a packet or a request; in the order of Hubble's own numbers. */
enum FlowVerdict {
    UNKNOWN,
    FORWARDED,
    DROPPED,
    ERROR,
    AUDIT,
    REDIRECTED,
    TRACED,
    TRANSLATED;

    static FlowVerdict of(long number) {
        return number > 0 && number < values().length ? values()[(int) number] : UNKNOWN;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param parameter where the user wrote the word */
    static FlowVerdict parse(String parameter, String word) throws InvalidParameterException {
        List<FlowVerdict> allowed = Arrays.asList(values()).subList(1, values().length);
        for (FlowVerdict each : allowed) {
            if (each.text().equalsIgnoreCase(word)) {
                return each;
            }
        }
        throw new InvalidParameterException(
                parameter,
                word,
                String.join(", ", allowed.stream().map(FlowVerdict::text).toList()),
                "Use one of Hubble's verdicts.");
    }
}
