package io.jenkins.plugins.aks.workload;

import io.jenkins.plugins.aks.kubernetes.LogLine;
import io.jenkins.plugins.aks.kubernetes.LogQuery;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last lines of the logs of several containers, which grow as they are read on. */
final class LogTail {
    private static final int LIMIT = 1 << 20;
    private static final int LONGEST = 10_000;

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Map<String, Instant> read = new HashMap<>();
    private boolean truncated;

    LogTail(int most) {
        this.most = most;
    }

    /** Reads what is new and returns it. */
    List<String> read(PodLogs logs, PodContainer where, Instant since, boolean previous, String prefix)
            throws OperationException, TransientException {
        Instant last = read.get(where.uid());
        List<LogLine> fresh = last == null
                ? logs.read(where, new LogQuery(since, most + 1, previous, LIMIT))
                : logs.after(where, last, LIMIT);
        List<String> added = new ArrayList<>();
        boolean first = last == null;
        int skipped = first ? Math.max(0, fresh.size() - most) : 0;
        truncated |= skipped > 0;
        for (LogLine line : fresh.subList(skipped, fresh.size())) {
            String text = line.text().length() > LONGEST ? line.text().substring(0, LONGEST) + "…" : line.text();
            added.add(prefix + text);
        }
        added.forEach(this::add);
        Instant until = fresh.isEmpty() ? last : fresh.get(fresh.size() - 1).at();
        if (until != null) {
            read.put(where.uid(), until);
        }
        return added;
    }

    private void add(String line) {
        lines.addLast(line);
        if (lines.size() > most) {
            lines.removeFirst();
            truncated = true;
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean truncated() {
        return truncated;
    }
}
