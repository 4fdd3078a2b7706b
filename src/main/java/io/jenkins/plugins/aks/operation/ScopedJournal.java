package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.util.Optional;

/** The part of a journal whose keys start with a name and a slash. */
record ScopedJournal(Journal whole, String prefix) implements Journal {

    static Journal of(Journal whole, String name) {
        return new ScopedJournal(whole, name + "/");
    }

    @Override
    public Optional<String> get(String key) {
        return whole.get(prefix + key);
    }

    @Override
    public Journal put(String key, String value) {
        whole.put(prefix + key, value);
        return this;
    }

    @Override
    public Journal remove(String key) {
        whole.remove(prefix + key);
        return this;
    }

    @Override
    public void save() throws IOException {
        whole.save();
    }

    @Override
    public Journal scope(String name) {
        return new ScopedJournal(whole, prefix + name + "/");
    }
}
