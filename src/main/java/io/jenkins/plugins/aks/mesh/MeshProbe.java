package io.jenkins.plugins.aks.mesh;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.kubernetes.ExecOutcome;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodExec;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A command that is run again until what it says passes, or time is up: policies and certificates take a while to count. */
final class MeshProbe {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PodContainer where;
    private final List<String> command;
    private final Function<ExecOutcome, CheckResult> judge;
    private final String subject;

    private PodExec exec;
    private Instant started = Instant.MIN;
    private CheckResult last;
    private Instant next = Instant.MIN;
    private boolean decided;

    MeshProbe(PodContainer where, List<String> command, Function<ExecOutcome, CheckResult> judge, String subject) {
        this.where = where;
        this.command = command;
        this.judge = judge;
        this.subject = subject;
    }

    /** Empty while it is not decided. */
    Optional<CheckResult> look(KubernetesClient client, Instant now, Instant until)
            throws OperationException, TransientException {
        if (decided) {
            return Optional.of(last);
        }
        if (exec == null) {
            if (!now.isBefore(next)) {
                exec = PodExec.start(client, where, command, null, PodExec.USUAL_CAP);
                started = now;
            }
            return Optional.empty();
        }
        Optional<ExecOutcome> end = end(now);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        close();
        last = judge.apply(end.get());
        next = now.plus(BETWEEN);
        decided = last.isPassed() || !next.isBefore(until);
        return decided ? Optional.of(last) : Optional.empty();
    }

    private Optional<ExecOutcome> end(Instant now) throws OperationException, TransientException {
        try {
            Optional<ExecOutcome> end = exec.look();
            if (end.isEmpty() && now.isAfter(started.plus(LONGEST))) {
                throw new TransientException(
                        "the command in " + where.subject() + " has not ended within " + LONGEST.toSeconds()
                                + " seconds",
                        null);
            }
            return end;
        } catch (OperationException | TransientException e) {
            close();
            throw e;
        }
    }

    /** When to look again. */
    Duration after(Instant now) {
        return exec == null && now.isBefore(next) ? Duration.between(now, next) : LOOK_AGAIN;
    }

    String waitingFor() {
        return subject
                + (last == null
                        ? ""
                        : " gets " + last.got() + ", expected " + last.check().expected());
    }

    void close() {
        if (exec != null) {
            exec.close();
            exec = null;
        }
    }
}
