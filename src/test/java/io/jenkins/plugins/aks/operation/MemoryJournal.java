package io.jenkins.plugins.aks.operation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A journal without a file: what was saved can be seen, and {@link #reopen} forgets what was not. */
public final class MemoryJournal implements Journal {

    private final Map<String, String> facts;
    private final Map<String, String> saved;
    private int saves;

    public MemoryJournal() {
        this(Map.of());
    }

    private MemoryJournal(Map<String, String> saved) {
        this.saved = new TreeMap<>(saved);
        this.facts = new TreeMap<>(saved);
    }

    /** The journal as the next process finds it. */
    public MemoryJournal reopen() {
        return new MemoryJournal(saved);
    }

    public Map<String, String> saved() {
        return Map.copyOf(saved);
    }

    public int saves() {
        return saves;
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(facts.get(key));
    }

    @Override
    public Journal put(String key, String value) {
        facts.put(key, value);
        return this;
    }

    @Override
    public Journal remove(String key) {
        facts.remove(key);
        return this;
    }

    @Override
    public void save() {
        saved.clear();
        saved.putAll(facts);
        saves++;
    }

    @Override
    public Journal scope(String name) {
        return ScopedJournal.of(this, name);
    }
}
