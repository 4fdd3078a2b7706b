package io.jenkins.plugins.aks.kit;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import java.io.IOException;
import java.util.Optional;

/** A journal whose process dies right after one of its saves. */
public final class DyingJournal implements Journal {

    /** The end of the process. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died(int save) {
            super("killed at save " + save);
        }
    }

    private final MemoryJournal root;
    private final Journal journal;
    private final int deadly;

    public DyingJournal(MemoryJournal root, int deadly) {
        this(root, root, deadly);
    }

    private DyingJournal(MemoryJournal root, Journal journal, int deadly) {
        this.root = root;
        this.journal = journal;
        this.deadly = deadly;
    }

    public MemoryJournal reopen() {
        return root.reopen();
    }

    @Override
    public Optional<String> get(String key) {
        return journal.get(key);
    }

    @Override
    public Journal put(String key, String value) {
        journal.put(key, value);
        return this;
    }

    @Override
    public Journal remove(String key) {
        journal.remove(key);
        return this;
    }

    @Override
    public void save() throws IOException {
        journal.save();
        if (root.saves() == deadly) {
            throw new Died(deadly);
        }
    }

    @Override
    public Journal scope(String name) {
        return new DyingJournal(root, journal.scope(name), deadly);
    }
}
