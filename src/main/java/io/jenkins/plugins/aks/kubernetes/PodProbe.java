package io.jenkins.plugins.aks.kubernetes;

import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ProbeTarget;
import io.jenkins.plugins.aks.check.Prober;
import io.jenkins.plugins.aks.check.Seen;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One probe from a pod: the program that its image has, or one in a container beside; then, where the name of a Service was
 * not found, the same at the Service's address, so that a denial of DNS is told from one of the network.
 */
final class PodProbe implements Prober.Probe {
    /** Beyond the probe's own limit: for the connection, and for a name server that is silent. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final String FORBIDDEN = "403";

    private final PodProber prober;
    private final Connection connection;
    private final PodContainer pod;
    private final Instant began;
    private PodContainer where;
    private ProbeTool tool;
    private PodExec exec;
    private Instant started;
    private Seen byName;
    private String address = "";

    PodProbe(PodProber prober, Connection connection, PodContainer pod) throws OperationException, TransientException {
        this.prober = prober;
        this.connection = connection;
        this.pod = pod;
        this.where = pod;
        this.began = prober.clock().instant();
        begin();
    }

    /** Starts the program; looks for another container where this one has none. */
    private void begin() throws OperationException, TransientException {
        tool = prober.tool(where, connection.to().kind());
        if (tool == null) {
            if (!where.container().equals(pod.container())) {
                throw new OperationException("the image for probes has no "
                        + ProbeTool.of(connection.to().kind()) + ". Give one that has, such as busybox:1.37.");
            }
            Optional<PodContainer> other = prober.beside().in(pod);
            if (other.isEmpty()) {
                return;
            }
            where = other.get();
            tool = prober.tool(where, connection.to().kind());
        }
        started = prober.clock().instant();
        String host = address.isEmpty() ? connection.to().host() : address;
        exec = prober.exec(where, tool, connection.to(), host);
    }

    @Override
    public Optional<Seen> look() throws OperationException, TransientException {
        if (exec == null) {
            begin();
            late();
            return Optional.empty();
        }
        Optional<ExecOutcome> end = end();
        return end.isPresent() ? read(end.get()) : Optional.empty();
    }

    private Optional<ExecOutcome> end() throws OperationException, TransientException {
        try {
            Optional<ExecOutcome> end = exec.look();
            if (end.isEmpty()) {
                late();
            }
            return end;
        } catch (OperationException e) {
            if (PodExec.NOT_STARTED.equals(e.data().get("code"))) {
                prober.lacks(where, connection.to().kind(), tool);
                exec = null;
                begin();
                return Optional.empty();
            }
            if (FORBIDDEN.equals(e.data().get("status"))) {
                throw e;
            }
            prober.forget(connection);
            throw new TransientException(e.getMessage(), e);
        } catch (TransientException e) {
            prober.forget(connection);
            throw e;
        }
    }

    private Optional<Seen> read(ExecOutcome end) throws OperationException, TransientException {
        boolean http = connection.to().kind() == ProbeTarget.Kind.HTTP;
        ProbeReading reading = ProbeReading.of(tool, http && address.isEmpty(), end);
        if (byName != null) {
            return Optional.of(byName.and(address, reading.outcome()));
        }
        Duration took = Duration.between(started, prober.clock().instant());
        Seen seen = Seen.of(reading.outcome(), reading.said(), took, where.subject());
        boolean name = connection.to().kind() != ProbeTarget.Kind.DNS && reading.outcome() == Seen.Outcome.NO_NAME;
        String behind = name ? prober.address(connection) : "";
        if (behind.isEmpty()) {
            return Optional.of(seen);
        }
        byName = seen;
        address = behind;
        exec = null;
        begin();
        return Optional.empty();
    }

    private void late() throws TransientException {
        Duration most = SLACK.plusSeconds(2L * prober.seconds());
        if (Duration.between(began, prober.clock().instant()).compareTo(most) > 0) {
            throw new TransientException(
                    (exec == null
                                    ? "a container for probes in pod " + pod.namespace() + "/" + pod.name()
                                            + " has not started"
                                    : "the probe in " + where.subject() + " has not ended")
                            + " within " + most.toSeconds() + " seconds",
                    null);
        }
    }

    @Override
    public void close() {
        if (exec != null) {
            exec.close();
        }
    }
}
