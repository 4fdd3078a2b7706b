package io.jenkins.plugins.aks.notation;

import java.util.Optional;
import java.util.stream.Stream;

/** What the certificates of a trust store are trusted for. */
public enum TrustStoreType {
    CA("ca"),
    SIGNING_AUTHORITY("signingAuthority"),
    /** Time-stamping authorities. */
    TSA("tsa");

    private final String id;

    TrustStoreType(String id) {
        this.id = id;
    }

    public static Optional<TrustStoreType> of(String id) {
        return Stream.of(values()).filter(type -> type.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }
}
