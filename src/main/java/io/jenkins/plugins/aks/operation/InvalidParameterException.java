package io.jenkins.plugins.aks.operation;

import java.util.Map;

/** Bad input, refused before anything is sent: which parameter, what was given, what is allowed, what to do. */
public class InvalidParameterException extends OperationException {
    private static final long serialVersionUID = 1L;

    /**
     * @param parameter the step's parameter as the user writes it
     * @param given what was given; shown in quotes, {@code null} as "nothing"
     * @param allowed what is allowed, e.g. {@code "3 to 63 lower-case letters, digits and hyphens"}
     * @param advice what to do, as a sentence
     */
    public InvalidParameterException(String parameter, Object given, String allowed, String advice) {
        super(
                parameter + ": "
                        + (given == null || "".equals(given) ? "nothing was given" : "'" + given + "' was given")
                        + "; allowed: " + allowed + ". " + advice,
                Map.of("parameter", parameter, "given", String.valueOf(given), "allowed", allowed),
                null);
    }
}
