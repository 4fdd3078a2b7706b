package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.LogLine;
import io.jenkins.plugins.aks.kubernetes.LogQuery;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The writer's log: the ledger of the rows that were acknowledged, with the times of the writer's node. */
final class FailoverLog {
    private static final int MOST_BYTES = 32 << 20;
    private static final int SHOWN = 300;
    private static final Pattern ACK = Pattern.compile("ack (\\d{1,18}) ([0-9a-f]{64})");
    private static final Pattern FAIL = Pattern.compile("fail (\\d{1,18}) ?(.*)");

    private final TreeMap<Long, String> acknowledged = new TreeMap<>();
    private final TreeSet<Long> refused = new TreeSet<>();
    private final List<Instant> acks = new ArrayList<>();
    private final List<Instant> reads = new ArrayList<>();
    private String failure = "";
    private boolean failing;

    /** @param run whose rows count: a line that only looks like one has another checksum */
    static FailoverLog of(List<LogLine> lines, String run) {
        FailoverLog log = new FailoverLog();
        lines.forEach(line -> log.take(line, run));
        return log;
    }

    static FailoverLog read(KubernetesClient client, JsonNode pod, String run)
            throws OperationException, TransientException {
        if (!PodChoice.isRunning(pod, FailoverTarget.CONTAINER)) {
            return new FailoverLog();
        }
        PodContainer where = PodChoice.container(pod, FailoverTarget.CONTAINER);
        return of(new PodLogs(client).read(where, LogQuery.all(MOST_BYTES)), run);
    }

    /** @throws OperationException for a writer that is gone or has ended: its log, and so the ledger, is not whole */
    static void requireAlive(JsonNode pod) throws OperationException {
        String phase = pod.at("/status/phase").asText();
        if (pod.isMissingNode() || FailoverView.isLeaving(pod) || phase.equals("Succeeded") || phase.equals("Failed")) {
            throw new OperationException(
                    "the writer is gone" + (phase.isEmpty() ? "" : " (" + phase + ")")
                            + ", so which rows were acknowledged is not known. Its node may have gone too, or its image"
                            + " has no sh, timeout or sha256sum: "
                            + PodChoice.trouble(pod).orElse("its pod says no more")
                            + ". Run the step again.",
                    Map.of("code", "WriterGone"),
                    null);
        }
    }

    private void take(LogLine line, String run) {
        Matcher ack = ACK.matcher(line.text());
        if (ack.matches()) {
            long row = Long.parseLong(ack.group(1));
            if (ack.group(2).equals(RowTable.checksum(run + "/" + row))) {
                acknowledged.put(row, ack.group(2));
                acks.add(line.at());
                failing = false;
            }
            return;
        }
        if (line.text().equals("read")) {
            reads.add(line.at());
            return;
        }
        Matcher fail = FAIL.matcher(line.text());
        if (fail.matches()) {
            failing = true;
            if (!acks.isEmpty()) {
                refused.add(Long.parseLong(fail.group(1)));
            }
            failure = fail.group(2).isBlank()
                    ? "no answer in time"
                    : fail.group(2).strip();
        }
    }

    boolean isEmpty() {
        return acks.isEmpty() && failure.isEmpty();
    }

    /** Row to checksum. */
    Map<Long, String> acknowledged() {
        return acknowledged;
    }

    /** Rows that were not taken, after the first one that was. */
    TreeSet<Long> refused() {
        return refused;
    }

    /** To be put behind another text. */
    String lastFailure() {
        return failure.isEmpty()
                ? ""
                : "; last failure: " + (failure.length() <= SHOWN ? failure : failure.substring(0, SHOWN) + "…");
    }

    long acknowledgedSince(Instant time) {
        return acks.stream().filter(each -> !each.isBefore(time)).count();
    }

    /** The longest time without an acknowledged row that ends after {@code cut}; one in which the writer still fails lasts until now. */
    Gap longestGap(Instant cut, Instant now) {
        Gap longest = new Gap(cut, Optional.of(cut));
        Instant before = acks.isEmpty() ? cut : acks.get(0);
        for (Instant ack : acks) {
            Gap gap = new Gap(before, Optional.of(ack));
            longest = ack.isAfter(cut) && gap.seconds(now) > longest.seconds(now) ? gap : longest;
            before = ack;
        }
        Gap open = new Gap(before, Optional.empty());
        return failing && open.seconds(now) > longest.seconds(now) ? open : longest;
    }

    /** When reading worked again first, after it had failed. */
    Optional<Instant> firstReadSince(Instant time) {
        return reads.stream().filter(each -> !each.isBefore(time)).findFirst();
    }

    /**
     * A time without an acknowledged row.
     *
     * @param until empty where it goes on
     */
    record Gap(Instant from, Optional<Instant> until) {
        double seconds(Instant now) {
            return java.time.Duration.between(from, until.orElse(now)).toMillis() / 1000.0;
        }
    }
}
