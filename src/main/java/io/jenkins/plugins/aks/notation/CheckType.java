package io.jenkins.plugins.aks.notation;

import java.util.Optional;
import java.util.stream.Stream;

/** What is verified of a signature, in this order. */
public enum CheckType {
    INTEGRITY("integrity"),
    AUTHENTICITY("authenticity"),
    EXPIRY("expiry"),
    AUTHENTIC_TIMESTAMP("authenticTimestamp"),
    REVOCATION("revocation");

    private final String id;

    CheckType(String id) {
        this.id = id;
    }

    static Optional<CheckType> of(String id) {
        return Stream.of(values()).filter(type -> type.id.equals(id)).findFirst();
    }

    /** As trust policies write it. */
    public String id() {
        return id;
    }
}
