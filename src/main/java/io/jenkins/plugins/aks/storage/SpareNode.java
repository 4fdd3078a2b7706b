package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * One node more in the pool, and it is ready before the other one goes (W095, W096; the workshop does not wait for it).
 * Result: {@code node}. What the pool was before is in the journal before anything is sent.
 */
final class SpareNode implements Operation<AksSession> {
    static final String POOL = "pool";
    static final String FIRST_COUNT = "firstCount";
    static final String FIRST_MACHINES = "firstMachines";
    static final String NODE = "node";

    private static final String SCALED = "scaled";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final PhaseLimit LIMIT = new PhaseLimit("node", Duration.ofMinutes(15));

    private final FailoverSpec spec;
    private final String pool;

    SpareNode(FailoverSpec spec, Map<String, Object> workload) {
        this.spec = spec;
        this.pool = String.valueOf(workload.get(FailoverWorkload.POOL));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (journal.get(FIRST_COUNT).isEmpty()) {
            remember(session, journal);
        }
        int wanted = Integer.parseInt(journal.get(FIRST_COUNT).orElseThrow()) + 1;
        if (journal.get(SCALED).isEmpty()) {
            Turn scaling = scale(wanted).advance(session, journal.scope("scale"));
            if (scaling instanceof Turn.Again) {
                return scaling;
            }
            journal.put(SCALED, "true").save();
        }
        return ready(session, journal);
    }

    private void remember(AksSession session, Journal journal)
            throws OperationException, TransientException, IOException {
        PoolMachines machines = new PoolMachines(session, spec.clusterId(), pool);
        ObjectNode body = machines.pool().body();
        if (body.at("/properties/enableAutoScaling").asBoolean()) {
            throw new OperationException(
                    "node pool " + pool + " has the autoscaler on, which would undo what the check does to its size."
                            + " Switch it off with aksNodePool for the time of the check, or take another pool.",
                    Map.of("code", "AutoscalerOn", "pool", pool),
                    null);
        }
        requireQuota(session, body);
        session.log()
                .line("node pool " + pool + ": " + PoolMachines.count(body) + " nodes, scaling to "
                        + (PoolMachines.count(body) + 1));
        journal.put(POOL, pool)
                .put(FIRST_MACHINES, String.join(",", machines.names()))
                .put(FIRST_COUNT, Integer.toString(PoolMachines.count(body)))
                .save();
    }

    private void requireQuota(AksSession session, ObjectNode body) throws OperationException, TransientException {
        String location = session.arm()
                .get(spec.clusterId(), ApiVersions.CONTAINER_SERVICE)
                .body()
                .path("location")
                .asText()
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        VmSize size = VmSizes.of(session.arm(), spec.subscription(), location)
                .require("nodePool", body.at("/properties/vmSize").asText(), "zones", List.of());
        boolean spot = "Spot".equals(body.at("/properties/scaleSetPriority").asText());
        Quotas.of(session.arm(), spec.subscription(), location).require("node pool " + pool, size, 1, spot);
    }

    private Operation<AksSession> scale(int wanted) {
        return new EnsureResource<>(
                ResourceTarget.pool(spec.clusterId(), pool),
                AksSession.ACCESS,
                (session, current) -> PoolMachines.resized(
                        current.orElseThrow(() -> new OperationException("node pool " + pool + " is gone")), wanted),
                (session, current, changed) -> Map.of("changed", changed));
    }

    private Turn ready(AksSession session, Journal journal) throws Exception {
        TreeSet<String> known =
                new TreeSet<>(List.of(journal.get(FIRST_MACHINES).orElse("").split(",")));
        FailoverView view = new FailoverView(
                session.kubernetes(spec.clusterId()), spec.workload().namespace());
        String seen = "it has not come to the cluster";
        for (JsonNode node : view.nodes(pool)) {
            if (known.contains(FailoverView.name(node))) {
                continue;
            }
            if (FailoverView.isReady(node)) {
                session.log().line("node pool " + pool + ": " + FailoverView.name(node) + " is ready");
                return Turn.done(Map.of(NODE, FailoverView.name(node)));
            }
            JsonNode ready = FailoverView.condition(node, "Ready");
            seen = FailoverView.name(node) + " is not ready: "
                    + ready.path("reason").asText("no condition yet") + " "
                    + ready.path("message").asText();
        }
        if (LIMIT.isOver(session, journal)) {
            throw new OperationException(
                    "the new node of pool " + pool + " was not ready within " + Durations.format(LIMIT.length()) + ": "
                            + seen.strip() + ". No node was taken away. Look at the machine's boot diagnostics and the"
                            + " node's events.",
                    Map.of("code", "NodeNotReady", "pool", pool),
                    null);
        }
        return Turn.again(LOOK_AGAIN, "the new node of pool " + pool + ": " + seen.strip());
    }
}
