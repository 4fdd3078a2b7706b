package io.jenkins.plugins.aks.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** One writer at a time by key; the others wait in the order in which they came. Waiters are told outside the lock. */
final class Writers {

    private final Map<String, Line> lines = new HashMap<>();

    /**
     * Whether the waiter is now, or was already, the key's writer. If not it stands in line, and is told by
     * {@link Waiter#granted} when its time has come.
     *
     * @param first true for one that was the writer before a restart: it goes ahead of those who never began
     */
    synchronized boolean enter(String key, Waiter waiter, boolean first) {
        Line line = lines.computeIfAbsent(key, unknown -> new Line());
        if (line.writer == null) {
            line.writer = waiter;
        }
        if (line.writer == waiter) {
            return true;
        }
        if (!line.waiting.contains(waiter)) {
            if (first) {
                line.waiting.addFirst(waiter);
            } else {
                line.waiting.addLast(waiter);
            }
        }
        return false;
    }

    /** Gives up the key, or the place in its line; without effect for one that has neither. */
    void leave(String key, Waiter waiter) {
        Waiter granted = passOn(key, waiter);
        if (granted != null) {
            granted.granted();
        }
    }

    private synchronized Waiter passOn(String key, Waiter waiter) {
        Line line = lines.get(key);
        if (line == null) {
            return null;
        }
        if (line.writer != waiter) {
            line.waiting.remove(waiter);
            return null;
        }
        line.writer = line.waiting.pollFirst();
        if (line.writer == null) {
            lines.remove(key);
        }
        return line.writer;
    }

    /** One who wants to write; compared by identity. */
    interface Waiter {
        /** The waiter is the writer now. Must return quickly and not throw. */
        void granted();
    }

    private static final class Line {
        private Waiter writer;
        private final Deque<Waiter> waiting = new ArrayDeque<>();
    }
}
