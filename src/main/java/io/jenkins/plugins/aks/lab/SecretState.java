package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Locale;

/** What is to become of a secret. */
enum SecretState {
    PRESENT,
    /** Deleted, and recoverable. */
    ABSENT,
    /** Gone for good. */
    PURGED;

    static SecretState parse(String text) throws InvalidParameterException {
        for (SecretState state : values()) {
            if (state.word().equals(text)) {
                return state;
            }
        }
        throw new InvalidParameterException("state", text, "present, absent, purged", "Choose one of them.");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    void check(SecretSource source) throws InvalidParameterException {
        if (this != PRESENT && source.isGiven()) {
            throw new InvalidParameterException(
                    "state",
                    word(),
                    "present, where a value is given",
                    "Leave out variable, file and generate, or the state.");
        }
        if (this == PRESENT && !source.isGiven()) {
            throw new InvalidParameterException(
                    "variable",
                    null,
                    "one of variable, file, generate: where the value comes from",
                    "Put the step into withCredentials { } and name the variable that it binds.");
        }
    }
}
