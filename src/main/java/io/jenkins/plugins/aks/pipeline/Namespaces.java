package io.jenkins.plugins.aks.pipeline;

import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;

/** The parameter {@code namespace} of steps. */
public final class Namespaces {
    private Namespaces() {}

    /**
     * @param given may be null
     * @return empty for none
     */
    public static String check(String given) throws InvalidParameterException {
        if (given != null && !given.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new InvalidParameterException(
                    "namespace",
                    given,
                    "the name of a namespace: 1 to 63 lower-case letters, digits and hyphens",
                    "Correct the name.");
        }
        return Util.fixNull(given);
    }
}
