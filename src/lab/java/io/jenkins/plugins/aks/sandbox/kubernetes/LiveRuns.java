package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.jenkins.plugins.aks.sandbox.container.shell.LiveScript;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The loops that containers run, as a writer to a database: round by round, each at its own time, made up for when somebody
 * asks. Between two of the cluster's own steps nothing changes in it, so a round finds the cluster as it was then.
 */
final class LiveRuns {
    /** Far more than anyone waits for; loops that nobody looked at for longer leave rounds out. */
    private static final int MOST_ROUNDS = 20_000;

    /** On the clients' clock: a hurried sandbox would never catch up with a loop that goes round each simulated second. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(100);

    private final ContainerRuns runs;
    private final LiveView view;
    private final ClusterTime time;
    private final Machines machines;

    LiveRuns(ContainerRuns runs, LiveView view, ClusterTime time, Machines machines) {
        this.runs = runs;
        this.view = view;
        this.time = time;
        this.machines = machines;
    }

    boolean isEmpty() {
        return view.store().under(LiveState.prefix(view)).isEmpty();
    }

    /**
     * Runs what was due before {@code moment}.
     *
     * @return when the first of those that ended did; {@link Instant#MAX} where none did
     */
    Instant catchUp(Instant moment) {
        Map<String, LiveState> states = new TreeMap<>();
        view.store().under(LiveState.prefix(view)).forEach((key, document) -> {
            states.put(key, LiveState.read(document));
        });
        Instant ended = Instant.MAX;
        if (states.isEmpty()) {
            return ended;
        }
        FrozenView frozen = new FrozenView(view);
        states.values().removeIf(state -> !isRunning(state, frozen));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<Map.Entry<String, LiveState>> next = states.entrySet().stream()
                    .filter(entry -> entry.getValue().due(view).isBefore(moment))
                    .min(Map.Entry.comparingByValue(java.util.Comparator.comparing(state -> state.due(view))));
            if (next.isEmpty()) {
                return ended;
            }
            LiveState state = next.get().getValue();
            time.hold(state.due(view));
            Optional<LiveState> after = round(next.get().getKey(), state, frozen);
            after.ifPresentOrElse(
                    going -> next.get().setValue(going),
                    () -> states.remove(next.get().getKey()));
            if (after.isEmpty() && ended.equals(Instant.MAX)) {
                ended = time.now();
            }
        }
        states.forEach(
                (key, state) -> view.store().put(key, state.skipTo(moment, view).document()));
        return ended;
    }

    /** Where a machine is gone, or a container does not run, nothing goes on. */
    private boolean isRunning(LiveState state, ClusterView cluster) {
        Optional<ObjectNode> pod = pod(state, cluster);
        if (pod.isEmpty()) {
            return false;
        }
        String node = Json.text(pod.get(), "spec", "nodeName");
        boolean silent = StorageFacts.of(view.store()).concerns("unreachable", node);
        boolean machine = !silent && (cluster.get("Node", "", node).isPresent() || machines.runs(node));
        JsonNode status = PodSpecs.status(pod.get(), state.container());
        return machine && Json.at(status, "state", "running").isObject();
    }

    private static Optional<ObjectNode> pod(LiveState state, ClusterView cluster) {
        return cluster.get("Pod", state.namespace(), state.pod())
                .filter(pod -> Meta.uid(pod).equals(state.uid()));
    }

    /** @return empty where the script is over, or nothing more happens in it */
    private Optional<LiveState> round(String key, LiveState state, FrozenView cluster) {
        ExecCall call = runs.call(pod(state, cluster).orElseThrow(), state.container(), cluster)
                .orElseThrow();
        LiveScript.Step step = LiveScript.step(call, state.script());
        runs.write(state, step.output());
        LiveState after = state.after(paced(state.script(), step.state()));
        if (step.over()) {
            runs.end(state, step.state().status(), step.state().time());
        }
        if (step.over() || step.endless()) {
            view.store().delete(key);
            return Optional.empty();
        }
        view.store().put(key, after.document());
        return Optional.of(after);
    }

    private LiveScript.State paced(LiveScript.State before, LiveScript.State after) {
        double second = view.real(Duration.ofSeconds(1)).toNanos() / 1e9;
        Duration least = before.time().plusNanos(Math.round(SHORTEST_ROUND.toNanos() / second));
        boolean paced = after.part() != before.part() || after.time().compareTo(least) >= 0;
        return paced
                ? after
                : new LiveScript.State(after.part(), after.variables(), after.status(), after.errexit(), least);
    }

    /** From now on. */
    void begin(ExecCall call) {
        LiveState state = LiveState.start(call);
        view.store().put(state.key(view), state.document());
    }
}
