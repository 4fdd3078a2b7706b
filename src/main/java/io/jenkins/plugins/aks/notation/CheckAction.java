package io.jenkins.plugins.aks.notation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failed check leads to. */
public enum CheckAction {
    ENFORCE,
    LOG,
    SKIP;

    static Optional<CheckAction> of(String id) {
        return Stream.of(values()).filter(action -> action.id().equals(id)).findFirst();
    }

    /** As trust policies write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
