package io.jenkins.plugins.aks.operation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate that lets everything through and keeps what has passed. */
public final class RecordingGate implements WriteGate {

    private final List<Write> writes = new CopyOnWriteArrayList<>();

    @Override
    public void pass(Write write) {
        writes.add(write);
    }

    public List<Write> writes() {
        return List.copyOf(writes);
    }

    public long count(String verb, String target) {
        return writes.stream().filter(new Write(verb, target)::equals).count();
    }
}
