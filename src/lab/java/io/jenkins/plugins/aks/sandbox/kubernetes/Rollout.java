package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.kubernetes.RolloutState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the nodes of one pool: adds surge nodes, then batch by batch cordons, drains, reimages and soaks, and takes the
 * surge nodes away. A node that can't be drained in time ends it: then that node and those after it stay as they were.
 */
final class Rollout {
    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final Duration REIMAGE = Duration.ofSeconds(90);
    private static final int DRAIN_MINUTES = 30;

    private final ControlPlane plane;
    private final Store store;
    private final Desired desired;
    private final Drain drain;
    private final JsonNode cluster;
    private final JsonNode pool;
    private final RolloutState state;
    private final JsonNode asked;

    Rollout(
            ControlPlane plane,
            Store store,
            Desired desired,
            Drain drain,
            JsonNode cluster,
            JsonNode pool,
            RolloutState state) {
        this.plane = plane;
        this.store = store;
        this.desired = desired;
        this.drain = drain;
        this.cluster = cluster;
        this.pool = pool;
        this.state = state;
        this.asked = pool.path("rollout");
    }

    void advance() {
        if (!asked.isObject()) {
            if (state.isRunning()) {
                restore();
                state.end("stopped");
            }
            return;
        }
        if (!state.id().equals(Json.text(asked, "id"))) {
            if (!plane.reached(Instant.parse(Json.text(asked, "from")))) {
                return;
            }
            state.begin(Json.text(asked, "id"), outdated(), plane.now());
        }
        ObjectNode before;
        do {
            before = state.json().deepCopy();
            if (state.isRunning()) {
                step();
            }
        } while (!before.equals(state.json()));
    }

    private void step() {
        switch (state.phase()) {
            case SURGE -> surge();
            case DRAIN -> drain("batch", Phase.REIMAGE);
            case REIMAGE -> reimage();
            case SOAK -> soak();
            case CLEANUP -> drain("surge", Phase.CLEANUP);
        }
    }

    private List<Integer> outdated() {
        List<Integer> machines = new ArrayList<>();
        for (JsonNode machine : known().path("machines")) {
            Optional<ObjectNode> node = node(machine.asInt());
            if (node.isEmpty()
                    || !NodeObjects.runs(node.get(), Json.text(asked, "version"), Json.text(asked, "image"))) {
                machines.add(machine.asInt());
            }
        }
        return machines;
    }

    private void surge() {
        if (state.machines("todo").isEmpty()) {
            state.end("done");
            return;
        }
        int count = Math.min(asked.path("surge").asInt(), state.machines("todo").size());
        if (count > 0 && !waited(BOOT)) {
            return;
        }
        ObjectNode known = known();
        int next = known.path("next").asInt();
        List<Integer> surge = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode node = make(next);
            String name = Meta.name(node);
            String message = "Created a surge node [" + name + "] for agentpool " + Json.text(pool, "name");
            plane.events().normal("upgrader", node, "Surge", message);
            surge.add(next++);
        }
        store.put(desired.poolPrefix() + Json.text(pool, "name"), known.put("next", next));
        state.machines("surge", surge);
        nextBatch();
    }

    private void nextBatch() {
        List<Integer> todo = state.machines("todo");
        int size = Math.max(
                1,
                Math.max(asked.path("surge").asInt(), asked.path("unavailable").asInt()));
        List<Integer> batch = todo.subList(0, Math.min(size, todo.size()));
        state.machines("batch", batch);
        state.machines("todo", todo.subList(batch.size(), todo.size()));
        begin(batch);
        state.phase(Phase.DRAIN, plane.now());
    }

    private void begin(List<Integer> machines) {
        machines.forEach(machine -> node(machine).ifPresent(drain::cordon));
    }

    /** @param list the machines to empty; they are taken away once all of them are empty */
    private void drain(String list, Phase then) {
        boolean empty = true;
        for (int machine : state.machines(list)) {
            Optional<ObjectNode> node = node(machine);
            empty &= node.isEmpty() || drain.isEmpty(Meta.name(node.get()));
        }
        if (empty) {
            state.machines(list).forEach(machine -> node(machine).ifPresent(node -> {
                Attachments.release(plane, Meta.name(node));
                plane.remove(ControlPlane.NODES, node);
            }));
            if (then == Phase.CLEANUP) {
                state.end("done");
            } else {
                state.phase(then, plane.now());
            }
        } else if (waited(Duration.ofMinutes(asked.path("drainMinutes").asInt(DRAIN_MINUTES)))) {
            String blocked = drain.blocked();
            restore();
            state.fail(
                    "UpgradeFailed", blocked.isEmpty() ? "Drain of nodes timed out waiting for pods to end." : blocked);
        }
    }

    private void reimage() {
        if (waited(REIMAGE)) {
            for (int machine : state.machines("batch")) {
                ObjectNode node = make(machine);
                plane.events().normal("upgrader", node, "Upgrade", "Upgraded node " + Meta.name(node));
            }
            state.phase(Phase.SOAK, plane.now());
        }
    }

    private void soak() {
        if (!waited(Duration.ofMinutes(asked.path("soakMinutes").asInt()))) {
            return;
        }
        state.machines("batch", List.of());
        if (!state.machines("todo").isEmpty()) {
            nextBatch();
            return;
        }
        begin(state.machines("surge"));
        state.phase(Phase.CLEANUP, plane.now());
    }

    /** What was cordoned takes pods again, and surge nodes go. */
    private void restore() {
        state.machines("batch").forEach(machine -> {
            if (node(machine).isEmpty()) {
                make(machine);
            }
            node(machine).ifPresent(drain::uncordon);
        });
        state.machines("surge")
                .forEach(machine -> node(machine).ifPresent(node -> plane.remove(ControlPlane.NODES, node)));
    }

    private boolean waited(Duration simulated) {
        return plane.reached(state.since().plus(plane.delays().real().apply(simulated)));
    }

    private ObjectNode make(int machine) {
        ObjectNode changed = pool.deepCopy();
        Json.child(changed, "properties").put("nodeImageVersion", Json.text(asked, "image"));
        ObjectNode node = NodeObjects.node(cluster, changed, machine, plane.now());
        ObjectNode own = Json.object().put("version", Json.text(asked, "version"));
        Json.child(node, "metadata", "annotations")
                .put(
                        NodeObjects.OWN,
                        own.put("image", Json.text(asked, "image")).toString());
        return plane.create(ControlPlane.NODES, node);
    }

    private ObjectNode known() {
        return store.get(desired.poolPrefix() + Json.text(pool, "name")).orElseGet(Json::object);
    }

    private Optional<ObjectNode> node(int machine) {
        return plane.get(ControlPlane.NODES, "", NodeObjects.name(cluster, pool, machine));
    }
}
