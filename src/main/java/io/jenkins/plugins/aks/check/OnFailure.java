package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a step whose checks did not all pass. */
public enum OnFailure {
    /** The step fails. */
    FAIL,
    /** The step goes on, and its stage and the build are unstable. */
    UNSTABLE,
    /** The step goes on; only its result tells. */
    IGNORE;

    public static final String PARAMETER = "onFailure";

    /** As parameters name them, the default first. */
    public static List<String> names() {
        return Arrays.stream(values()).map(OnFailure::text).toList();
    }

    /** @throws InvalidParameterException for a word that is none of {@link #names} */
    public static OnFailure parse(String word) throws InvalidParameterException {
        for (OnFailure each : values()) {
            if (each.text().equals(word)) {
                return each;
            }
        }
        throw new InvalidParameterException(
                PARAMETER, word, String.join(", ", names()), "Say what becomes of a check that does not pass.");
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
