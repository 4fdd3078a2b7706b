package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The few facts of one operation that must not be lost: the id of what was asked for, an operation's URL, absolute
 * deadlines. Save it before any write that is not idempotent and before the first poll after a write.
 */
public interface Journal {

    Optional<String> get(String key);

    /** Sets a fact in memory; {@link #save} makes it durable. */
    Journal put(String key, String value);

    Journal remove(String key);

    /** Returns once the bytes are on disk. */
    void save() throws IOException;

    /** A view whose keys live under {@code name}, for an operation inside an operation. */
    Journal scope(String name);

    default Optional<Instant> instant(String key) {
        return get(key).map(Instant::parse);
    }
}
