package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gives the node pool its first size again. Which machine goes is never left to the service, since it might take the one
 * under the pod: it is the one whose node was deleted, and which goes on without it (spec section 7.2); else the one that
 * the check has added. Only where neither is there the count alone is set.
 */
final class RestorePool implements RestorePart {
    static final String NAME = "node pool";

    private static final String MACHINE = "machine";
    private static final String NONE = "-";

    private final FailoverSpec spec;
    private final Journal spare;
    private final Journal taken;

    RestorePool(FailoverSpec spec, Journal way) {
        this.spec = spec;
        this.spare = FailoverPhases.journal(FailoverPhases.SPARE, way);
        this.taken = FailoverPhases.journal(FailoverPhases.TAKEN, way);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isChanged() {
        return spare.get(SpareNode.FIRST_COUNT).isPresent();
    }

    @Override
    public Optional<Turn> turn(AksSession session, Journal journal) throws Exception {
        PoolMachines machines = new PoolMachines(session, spec.clusterId(), pool());
        String machine = journal.get(MACHINE).orElse(NONE);
        if (!machine.equals(NONE)) {
            Optional<Turn> deleting = machines.delete(machine, journal.scope("deletion"));
            if (deleting.isPresent()) {
                return deleting;
            }
        }
        ArmResponse current = machines.pool();
        String state = current.provisioningState().orElse("");
        if (!LongRunning.isFinal(state)) {
            return Optional.of(
                    Turn.again(LongRunning.usualWait(spec.clusterId()), "node pool " + pool() + ": " + state));
        }
        int count = PoolMachines.count(current.body());
        if (count > first() && journal.get(MACHINE).isEmpty()) {
            journal.put(MACHINE, superfluous(session, machines)).save();
            return Optional.of(Turn.again(Duration.ZERO, "node pool " + pool() + ": one machine too many"));
        }
        if (count != first() || LongRunning.isPending(journal.scope("size"))) {
            return resize(session, journal);
        }
        session.log().line("node pool " + pool() + ": " + first() + " nodes again");
        return Optional.empty();
    }

    private Optional<Turn> resize(AksSession session, Journal journal) throws Exception {
        Turn turn = new EnsureResource<AksSession>(
                        ResourceTarget.pool(spec.clusterId(), pool()),
                        AksSession.ACCESS,
                        (any, current) -> PoolMachines.resized(current.orElseThrow(), first()),
                        (any, current, changed) -> Map.of())
                .advance(session, journal.scope("size"));
        return turn instanceof Turn.Again ? Optional.of(turn) : Optional.empty();
    }

    /** The name of the machine that is to go. */
    private String superfluous(AksSession session, PoolMachines machines)
            throws OperationException, TransientException {
        FailoverView view = new FailoverView(
                session.kubernetes(spec.clusterId()), spec.workload().namespace());
        TreeSet<String> names = machines.names();
        String away = taken.get(TakenNode.NODE).orElse("");
        if (names.contains(away) && view.node(away).isMissingNode()) {
            return away;
        }
        TreeSet<String> added = new TreeSet<>(names);
        List.of(spare.get(SpareNode.FIRST_MACHINES).orElse("").split(",")).forEach(added::remove);
        String busy = keptOn(view);
        return added.stream()
                .filter(name -> !name.equals(busy))
                .findFirst()
                .orElse(names.contains(away) && !added.isEmpty() ? away : NONE);
    }

    /** The node of a pod that is to stay; empty where none is. */
    private String keptOn(FailoverView view) throws OperationException, TransientException {
        JsonNode pod = view.pod(spec.workload().set() + "-0");
        return spec.keep() || !spec.workload().own() ? pod.at("/spec/nodeName").asText() : "";
    }

    private int first() {
        return Integer.parseInt(spare.get(SpareNode.FIRST_COUNT).orElseThrow());
    }

    private String pool() {
        return spare.get(SpareNode.POOL).orElseThrow();
    }

    @Override
    public String byHand() {
        ResourceId cluster = ResourceId.parse(spec.clusterId());
        String where = " --resource-group " + cluster.resourceGroup().orElse("") + " --cluster-name " + cluster.name()
                + " --name " + pool();
        String away = taken.get(TakenNode.NODE)
                .filter(node -> spec.how() == FailoverWay.NODE_DELETE)
                .map(node -> "az aks nodepool delete-machines" + where + " --machine-names " + node + ", or ")
                .orElse("");
        return away + "az aks nodepool scale" + where + " --node-count " + first();
    }
}
