package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** A cluster with Azure Container Storage on three nodes, whose minutes pass as the check waits. */
abstract class FailoverTestBase extends StorageTestBase {
    static final String POOL = "acstorpool";
    static final String CLASS = "acstor-fast";
    private static final int MOST_TURNS = 5000;

    /** What happens once the check waits for something: a part of its text, and what to do then, once. */
    private final Map<String, Runnable> events = new LinkedHashMap<>();

    final List<String> waits = new ArrayList<>();

    @Override
    SimulatedCloud cloud(Path directory) throws Exception {
        return SimulatedCloud.unhurried(SandboxSettings.in(directory));
    }

    @BeforeEach
    void storage() throws Exception {
        enable(step -> {});
        pool("fast", step -> step.setReplicas(3));
    }

    Operation<AksSession> operation(Consumer<AcstorFailoverCheckStep> parameters) throws Exception {
        AcstorFailoverCheckStep step = new AcstorFailoverCheckStep();
        step.setStorageClass(CLASS);
        return operation(step, parameters);
    }

    Operation<AksSession> operation(AcstorFailoverCheckStep step, Consumer<AcstorFailoverCheckStep> parameters)
            throws Exception {
        step.setOnFailure("ignore");
        parameters.accept(step);
        return step.operation(scope);
    }

    Map<String, Object> check(Consumer<AcstorFailoverCheckStep> parameters) throws Exception {
        return run(operation(parameters), new MemoryJournal());
    }

    void once(String waitingFor, Runnable event) {
        events.put(waitingFor, event);
    }

    Map<String, Object> run(Operation<AksSession> operation, Journal journal) throws Exception {
        for (int i = 0; i < MOST_TURNS; i++) {
            if (turn(() -> operation.advance(session, journal)) instanceof Turn.Done done) {
                return done.result();
            }
        }
        throw new AssertionError("not done: " + waits.subList(Math.max(0, waits.size() - 20), waits.size()));
    }

    String abort(Operation<AksSession> operation, Journal journal, OnAbort how) throws Exception {
        for (int i = 0; i < MOST_TURNS; i++) {
            if (turn(() -> operation.abort(session, journal, how)) instanceof Turn.Done done) {
                return String.valueOf(done.result().get(Operation.LEFT));
            }
        }
        throw new AssertionError("not stopped: " + waits.subList(Math.max(0, waits.size() - 20), waits.size()));
    }

    interface Taken {
        Turn turn() throws Exception;
    }

    Turn turn(Taken taken) throws Exception {
        Turn turn;
        try {
            turn = taken.turn();
        } catch (TransientException passing) {
            turn = Turn.again(passing.retryAfter().orElse(Duration.ofSeconds(1)), passing.getMessage());
        }
        if (turn instanceof Turn.Again again) {
            pass(again);
        }
        return turn;
    }

    private void pass(Turn.Again again) {
        if (waits.isEmpty() || !waits.get(waits.size() - 1).equals(again.waitingFor())) {
            waits.add(again.waitingFor());
        }
        if (again.waitingFor().endsWith("the rows to be read")) {
            // A command over a socket takes real time, not the clock's.
            LockSupport.parkNanos(5_000_000);
            return;
        }
        cloud.clock.advance(again.after());
        for (String part : List.copyOf(events.keySet())) {
            if (again.waitingFor().contains(part)) {
                events.remove(part).run();
            }
        }
    }

    JsonNode pool() {
        return cloud.get(clusterPath + "/agentPools/" + POOL, SimulatedCloud.AKS)
                .body();
    }

    int poolSize() {
        return pool().at("/properties/count").asInt();
    }

    /** The checks that did not pass, as texts. */
    static List<String> unmet(Map<String, Object> result) {
        List<String> unmet = new ArrayList<>();
        for (Object each : (List<?>) result.get("results")) {
            Map<?, ?> check = (Map<?, ?>) each;
            if (!"passed".equals(check.get("verdict"))) {
                unmet.add(check.get("name") + ": " + check.get("got") + " (" + check.get("reason") + ")");
            }
        }
        return unmet;
    }
}
