package io.jenkins.plugins.aks.operation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that keeps what it is told. */
public final class RecordingHost implements Host {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> results = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public Log log() {
        return lines::add;
    }

    @Override
    public void succeed(Map<String, Object> result) {
        results.add(result);
    }

    @Override
    public void fail(Throwable cause) {
        failures.add(cause);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** How often it was told an end. */
    public int ends() {
        return results.size() + failures.size();
    }

    public Map<String, Object> result() {
        if (results.size() != 1 || !failures.isEmpty()) {
            throw new AssertionError("expected one result, got results " + results + " and failures " + failures);
        }
        return results.get(0);
    }

    public Throwable failure() {
        if (failures.size() != 1 || !results.isEmpty()) {
            throw new AssertionError("expected one failure, got results " + results + " and failures " + failures);
        }
        return failures.get(0);
    }
}
