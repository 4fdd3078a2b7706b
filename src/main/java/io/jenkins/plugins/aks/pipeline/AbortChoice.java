package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OnAbort;
import java.util.List;
import java.util.Locale;

/** The values of the parameter {@code onAbort}. */
final class AbortChoice {
    static final String DEFAULT = "cancel";

    static final List<String> ALL = List.of("cancel", "detach", "delete");

    private AbortChoice() {}

    static OnAbort parse(String value) throws InvalidParameterException {
        if (!ALL.contains(value)) {
            throw new InvalidParameterException(
                    "onAbort",
                    value,
                    String.join(", ", ALL),
                    "Say what happens in the cloud when the build is stopped.");
        }
        return OnAbort.valueOf(value.toUpperCase(Locale.ROOT));
    }
}
