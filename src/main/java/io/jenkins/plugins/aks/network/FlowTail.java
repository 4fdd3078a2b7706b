package io.jenkins.plugins.aks.network;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is kept of a stream of flows, however long it is: the newest flows, and counts. Flows come on the connection's
 * thread, and the operation's turns look.
 */
final class FlowTail {
    private static final int MOST_DROPS = 50;

    private final int last;
    private final List<FlowExpectation> expectations;
    private final long[] matched;
    private final Deque<Flow> newest = new ArrayDeque<>();
    private final Deque<Flow> unread = new ArrayDeque<>();
    private final Map<FlowVerdict, Long> verdicts = new EnumMap<>(FlowVerdict.class);
    private final Map<String, Drop> drops = new LinkedHashMap<>();
    private final Map<String, String> nodes = new TreeMap<>();
    private long seen;
    private long skipped;
    private long lost;

    /** Drops that are alike. */
    record Drop(Flow example, long count) {}

    FlowTail(int last, List<FlowExpectation> expectations) {
        this.last = last;
        this.expectations = List.copyOf(expectations);
        this.matched = new long[expectations.size()];
    }

    synchronized void add(Flow flow) {
        seen++;
        verdicts.merge(flow.verdict(), 1L, Long::sum);
        newest.add(flow);
        unread.add(flow);
        if (newest.size() > last) {
            newest.remove();
        }
        if (unread.size() > last) {
            unread.remove();
            skipped++;
        }
        for (int i = 0; i < matched.length; i++) {
            matched[i] += expectations.get(i).matches(flow) ? 1 : 0;
        }
        if (flow.isDropped()) {
            count(flow);
        }
    }

    /** A drop comes twice, as the policy's verdict and as the drop itself; the latter counts where both come. */
    private void count(Flow flow) {
        String key = flow.source().group() + " " + flow.destination().group() + " " + flow.protocol()
                + flow.destination().port() + " " + flow.direction() + " " + flow.dropReason() + " "
                + flow.event().isPolicyVerdict();
        Drop before = drops.get(key);
        if (before != null) {
            drops.put(key, new Drop(flow, before.count() + 1));
        } else if (drops.size() < MOST_DROPS) {
            drops.put(key, new Drop(flow, 1));
        }
    }

    /** Flows that Hubble itself had to leave out. */
    synchronized void lose(long count) {
        lost += count;
    }

    /** What Hubble Relay says of nodes that it does not reach. */
    synchronized void trouble(String node, String message) {
        nodes.put(node, message);
    }

    /** Those that came since the last call, as far as they are kept. */
    synchronized List<Flow> takeUnread() {
        List<Flow> taken = new ArrayList<>(unread);
        unread.clear();
        return taken;
    }

    /** How many flows were never in {@link #takeUnread}, because too many came at once. */
    synchronized long skipped() {
        return skipped;
    }

    synchronized List<Flow> newest() {
        return List.copyOf(newest);
    }

    synchronized List<Drop> drops() {
        boolean verdictsOnly =
                drops.values().stream().allMatch(drop -> drop.example().event().isPolicyVerdict());
        return drops.values().stream()
                .filter(drop -> verdictsOnly || !drop.example().event().isPolicyVerdict())
                .toList();
    }

    synchronized Optional<Instant> newestTime() {
        return Optional.ofNullable(newest.peekLast()).map(Flow::time);
    }

    synchronized long seen() {
        return seen;
    }

    synchronized long lost() {
        return lost;
    }

    synchronized Map<String, String> nodes() {
        return new TreeMap<>(nodes);
    }

    synchronized Map<String, Object> verdicts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        verdicts.forEach((verdict, count) -> counts.put(verdict.name(), count));
        return counts;
    }

    synchronized long matched(int expectation) {
        return matched[expectation];
    }

    synchronized boolean isSettled() {
        for (int i = 0; i < matched.length; i++) {
            if (!expectations.get(i).isSettled(matched[i])) {
                return false;
            }
        }
        return true;
    }
}
