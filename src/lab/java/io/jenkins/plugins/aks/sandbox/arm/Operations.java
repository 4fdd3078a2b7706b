package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What takes time. An operation has an end from its beginning; what it does at its end is done at the first request
 * after that, so nothing runs in between and a killed sandbox loses nothing.
 */
public final class Operations {
    private static final String ALL = "operation/";
    private static final String RUNNING = "running/";

    private final Map<String, Consumer<Operation>> completions = new HashMap<>();
    private final Sandbox sandbox;
    private final Store store;

    Operations(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.store = sandbox.store();
    }

    /** @param completion brings about what operations of this kind end with; a second call must change nothing */
    public void onCompletion(String kind, Consumer<Operation> completion) {
        completions.put(kind, completion);
    }

    /**
     * Begins one; it ends after {@code simulated}, give or take a tenth.
     *
     * @param target the id of the resource that it is about
     */
    public Operation begin(
            String kind, String target, String location, Duration simulated, Optional<FaultRule.Crash> crash) {
        long number = store.get("operations").map(d -> d.path("count").asLong()).orElse(0L) + 1;
        ObjectNode counter = Json.object().put("count", number);
        store.put("operations", counter);
        String id = sandbox.ids().guid("operation " + number + " " + kind + " " + target.toLowerCase(Locale.ROOT));
        double jitter = 0.9 + 0.2 * sandbox.ids().fraction("duration " + id);
        Duration length = Duration.ofMillis(Math.round(simulated.toMillis() * jitter));
        ObjectNode json = Json.object()
                .put("id", id)
                .put("kind", kind)
                .put("target", target)
                .put("location", location)
                .put("started", sandbox.clock().now().toString())
                .put("ends", sandbox.clock().in(length).toString())
                .put("status", "InProgress")
                .put("number", number);
        crash.ifPresent(c -> json.putObject("crash").put("code", c.code()).put("message", c.message()));
        Operation operation = new Operation(json);
        save(operation);
        return operation;
    }

    public Optional<Operation> find(String id) {
        return store.get(ALL + id.toLowerCase(Locale.ROOT)).map(Operation::new);
    }

    public Optional<Operation> running(String target) {
        return store.under(RUNNING).values().stream()
                .map(Operation::new)
                .filter(o -> o.target().equalsIgnoreCase(target))
                .max(Comparator.comparing(Operation::number));
    }

    /** The operation will end Canceled, shortly. */
    public void cancel(Operation operation, Duration simulated) {
        operation
                .json()
                .put("status", "Canceling")
                .put("ends", sandbox.clock().in(simulated).toString());
        save(operation);
    }

    /** All that run, oldest first. */
    public List<Operation> running() {
        return store.under(RUNNING).values().stream()
                .map(Operation::new)
                .sorted(Comparator.comparing(Operation::number))
                .toList();
    }

    /** What had an open end ends now. */
    public void finish(Operation operation, Optional<FaultRule.Crash> crash) {
        crash.ifPresent(
                c -> operation.json().putObject("crash").put("code", c.code()).put("message", c.message()));
        operation.json().put("ends", sandbox.clock().now().toString());
        complete(operation);
    }

    /** Ends it now as Canceled, without its completion. */
    public void drop(Operation operation) {
        close(operation, "Canceled", sandbox.clock().now());
    }

    /** Completes what is due, in the order of its ends. */
    public void settle() {
        if (next(sandbox.clock().now()).isEmpty()) {
            return;
        }
        sandbox.store().atomically(() -> {
            Instant now = sandbox.clock().now();
            for (Optional<Operation> due = next(now); due.isPresent(); due = next(now)) {
                complete(due.get());
            }
            return null;
        });
    }

    private Optional<Operation> next(Instant now) {
        return store.under(RUNNING).values().stream()
                .map(Operation::new)
                .filter(o -> !o.ends().isAfter(now))
                .min(Comparator.comparing(Operation::ends).thenComparing(Operation::number));
    }

    private void complete(Operation operation) {
        String outcome = operation.status().equals("Canceling")
                ? "Canceled"
                : operation.crash().isPresent() ? "Failed" : "Succeeded";
        close(operation, outcome, operation.ends());
        completions.getOrDefault(operation.kind(), o -> {}).accept(operation);
    }

    private void close(Operation operation, String status, Instant at) {
        operation.json().put("status", status).put("ended", at.toString());
        save(operation);
    }

    private void save(Operation operation) {
        store.put(ALL + operation.id(), operation.json());
        if (operation.isRunning()) {
            store.put(RUNNING + operation.id(), operation.json());
        } else {
            store.delete(RUNNING + operation.id());
        }
    }
}
