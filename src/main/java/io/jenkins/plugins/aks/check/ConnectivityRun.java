package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Plural;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Probes connections until each has answered as expected twice in a row, or time is up. Made for short turns: {@link #turn}
 * looks at the probes that are under way and begins others, some at a time. Nothing of it is kept; begun again, it probes
 * again.
 */
public final class ConnectivityRun implements AutoCloseable {
    private final List<Cell> cells;
    private final Prober prober;
    private final ProbePace pace;

    public ConnectivityRun(List<Connection> connections, Prober prober, ProbePace pace) {
        this.cells = connections.stream().map(Cell::new).toList();
        this.prober = prober;
        this.pace = pace;
    }

    private static final class Cell {
        private final Connection connection;
        private Prober.Probe probe;
        private Seen last;
        private int agreeing;
        private int probes;
        private Instant next = Instant.MIN;
        private boolean decided;

        Cell(Connection connection) {
            this.connection = connection;
        }

        CheckResult result() {
            boolean stable = agreeing >= ProbePace.AGREE || last.outcome() == Seen.Outcome.NOT_PROBED;
            return Judge.result(connection, last, probes, stable);
        }
    }

    /**
     * The results in the order of the connections, once all are decided; empty while some are not.
     *
     * @throws OperationException where probing cannot work at all
     */
    public Optional<List<CheckResult>> turn(Instant now) throws OperationException {
        int running = 0;
        for (Cell cell : cells) {
            look(cell, now);
            running += cell.probe == null ? 0 : 1;
        }
        for (Cell cell : cells) {
            if (running < pace.together() && cell.probe == null && !cell.decided && !now.isBefore(cell.next)) {
                start(cell, now);
                running += cell.probe == null ? 0 : 1;
            }
        }
        return cells.stream().allMatch(cell -> cell.decided)
                ? Optional.of(cells.stream().map(Cell::result).toList())
                : Optional.empty();
    }

    /** For the log; the same in each turn. */
    public String waitingFor() {
        return "probes of " + Plural.of(cells.size(), "connection");
    }

    /** Connections that are not decided yet. */
    public List<Connection> open() {
        return cells.stream()
                .filter(cell -> !cell.decided)
                .map(cell -> cell.connection)
                .toList();
    }

    private void start(Cell cell, Instant now) throws OperationException {
        try {
            cell.probe = prober.start(cell.connection);
        } catch (TransientException e) {
            take(cell, Seen.of(Seen.Outcome.NOT_PROBED, e.getMessage(), Duration.ZERO, ""), now);
        }
    }

    private void look(Cell cell, Instant now) throws OperationException {
        if (cell.probe == null) {
            return;
        }
        try {
            Optional<Seen> seen = cell.probe.look();
            if (seen.isPresent()) {
                end(cell);
                take(cell, seen.get(), now);
            }
        } catch (TransientException e) {
            end(cell);
            take(cell, Seen.of(Seen.Outcome.NOT_PROBED, e.getMessage(), Duration.ZERO, ""), now);
        }
    }

    private static void end(Cell cell) {
        cell.probe.close();
        cell.probe = null;
    }

    private void take(Cell cell, Seen seen, Instant now) {
        cell.agreeing = cell.last != null && cell.last.isAlike(seen) ? cell.agreeing + 1 : 1;
        cell.last = seen;
        cell.probes++;
        cell.next = now.plus(pace.between());
        boolean stable = cell.agreeing >= ProbePace.AGREE;
        boolean met = Judge.isMet(cell.connection, seen);
        // What is open and should be stays so; what differs may still change, while policies come into force.
        boolean late = !cell.next.isBefore(pace.until()) && cell.probes >= ProbePace.AGREE;
        cell.decided = stable && met || late;
    }

    @Override
    public void close() {
        List<Cell> running = new ArrayList<>(cells);
        running.removeIf(cell -> cell.probe == null);
        running.forEach(ConnectivityRun::end);
    }
}
