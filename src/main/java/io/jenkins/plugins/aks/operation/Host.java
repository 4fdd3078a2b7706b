package io.jenkins.plugins.aks.operation;

import java.util.Map;

/** What the engine needs of whoever runs an operation: a log, and exactly one of the two ends. */
public interface Host {
    Log log();

    void succeed(Map<String, Object> result);

    void fail(Throwable cause);

    /** How the log names the cause of a stop, e.g. {@code "Aborted by Bob"}; null where nothing is known. */
    default String reason(Throwable stop) {
        return stop == null ? null : stop.getMessage();
    }
}
