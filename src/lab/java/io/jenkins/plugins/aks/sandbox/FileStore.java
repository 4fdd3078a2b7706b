package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Documents in memory with a journal on disk: one line per change or per {@link #atomically} group, handed to the
 * operating system before the call returns, so that nothing acknowledged is lost when the process is killed.
 */
public final class FileStore implements Store, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<String, ObjectNode> documents = new TreeMap<>();
    private final StoreLog log;
    private Map<String, Optional<ObjectNode>> before;

    private FileStore(StoreLog log) {
        this.log = log;
    }

    /**
     * @throws IllegalStateException if another process uses the directory, or a line other than the last is damaged
     */
    public static FileStore open(java.nio.file.Path directory) {
        StoreLog log = StoreLog.open(directory);
        FileStore store = new FileStore(log);
        int lines = log.replay(store::replay);
        if (lines > 1000 + 2 * store.documents.size()) {
            log.rewrite(line(store.documents.keySet(), store.documents));
        }
        return store;
    }

    private void replay(ObjectNode line) {
        line.path("put").fields().forEachRemaining(e -> documents.put(e.getKey(), (ObjectNode) e.getValue()));
        for (JsonNode key : line.path("delete")) {
            documents.remove(key.textValue());
        }
    }

    /** Runs {@code work} alone; its changes become durable together, or none of them if it throws. */
    public <T> T atomically(Supplier<T> work) {
        lock.lock();
        try {
            return before == null ? transaction(work) : nested(work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T transaction(Supplier<T> work) {
        before = new LinkedHashMap<>();
        boolean done = false;
        try {
            T result = work.get();
            if (!before.isEmpty()) {
                log.append(line(before.keySet(), documents));
            }
            done = true;
            return result;
        } finally {
            if (!done) {
                undo();
            }
            before = null;
        }
    }

    /** A part of a transaction: its changes are undone if it throws, else they become durable with the whole. */
    private <T> T nested(Supplier<T> work) {
        Map<String, Optional<ObjectNode>> outer = before;
        before = new LinkedHashMap<>();
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (done) {
                before.forEach(outer::putIfAbsent);
            } else {
                undo();
            }
            before = outer;
        }
    }

    private void undo() {
        before.forEach((key, old) -> old.ifPresentOrElse(o -> documents.put(key, o), () -> documents.remove(key)));
    }

    private static ObjectNode line(Iterable<String> keys, Map<String, ObjectNode> documents) {
        ObjectNode line = Json.object();
        for (String key : keys) {
            ObjectNode document = documents.get(key);
            if (document != null) {
                line.withObjectProperty("put").set(key, document);
            } else {
                line.withArrayProperty("delete").add(key);
            }
        }
        return line;
    }

    @Override
    public Optional<ObjectNode> get(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(documents.get(key)).map(ObjectNode::deepCopy);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void put(String key, ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        change(key, copy);
    }

    @Override
    public void delete(String key) {
        change(key, null);
    }

    private void change(String key, ObjectNode document) {
        atomically(() -> {
            ObjectNode old = document == null ? documents.remove(key) : documents.put(key, document);
            if (old != null || document != null) {
                before.putIfAbsent(key, Optional.ofNullable(old));
            }
            return null;
        });
    }

    @Override
    public SortedMap<String, ObjectNode> under(String prefix) {
        lock.lock();
        try {
            Map<String, ObjectNode> copies = new HashMap<>();
            for (Map.Entry<String, ObjectNode> entry :
                    documents.tailMap(prefix, true).entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    break;
                }
                copies.put(entry.getKey(), entry.getValue().deepCopy());
            }
            return new TreeMap<>(copies);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            log.close();
        } finally {
            lock.unlock();
        }
    }
}
