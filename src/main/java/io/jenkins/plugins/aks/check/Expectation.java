package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Locale;

/** What is expected of a connection. */
public enum Expectation {
    ALLOW,
    DENY;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Expectation parse(Object word, String where) throws InvalidParameterException {
        for (Expectation each : values()) {
            if (each.text().equals(word)) {
                return each;
            }
        }
        throw new InvalidParameterException(where, word, "allow, deny", "Say what is expected of the connection.");
    }
}
