package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.check.Prober;
import io.jenkins.plugins.aks.kubernetes.PodProber;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Upgrades a cluster (W149): the control plane, then one pool after the other, with gates between them. Everything that
 * can be refused is refused before anything is sent.
 */
final class AksUpgrade implements Operation<AksSession> {
    private static final String CONTROL_PLANE = "control plane";
    private static final String POOL = "pool ";
    private static final String GATES = "gates after ";

    private final PoolPlace place;
    private final UpgradeSpec spec;
    private final UpgradePreflight preflight;
    private final Duration gateTimeLimit;
    /** Kept between turns for what a gate has under way; a restart begins that anew. */
    private Sequence<AksSession> stages;

    AksUpgrade(PoolPlace place, UpgradeSpec spec, UpgradePreflight preflight, Duration gateTimeLimit) {
        this.place = place;
        this.spec = spec;
        this.preflight = preflight;
        this.gateTimeLimit = gateTimeLimit;
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(place.clusterId().toLowerCase(Locale.ROOT));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Optional<UpgradePlan> plan = UpgradePlan.of(journal);
        return plan.isPresent()
                ? sequence(plan.get()).advance(session, journal.scope("upgrade"))
                : begin(session, journal);
    }

    private Turn begin(AksSession session, Journal journal) throws OperationException, TransientException, IOException {
        ObjectNode cluster = Aks.cluster(session, place);
        Optional<String> busy = Aks.busy(cluster);
        if (busy.isPresent()) {
            return Turn.again(LongRunning.usualWait(place.clusterId()), busy.get());
        }
        Aks.requireRunning(cluster, place.cluster());
        UpgradePlanner planner = new UpgradePlanner(session, place, spec, cluster);
        UpgradePlan plan = planner.plan();
        if (plan.isEmpty()) {
            session.log()
                    .line("nothing to upgrade: target " + spec.target() + ", control plane " + plan.from() + ", "
                            + versions(planner.pools()));
            return Turn.done(result(plan, Map.of()));
        }
        List<JsonNode> pools = planner.pools().stream()
                .filter(pool -> plan.pools().containsKey(pool.path("name").asText()))
                .toList();
        preflight.require(new PreflightScene(session, place, cluster, pools, spec.settings()));
        plan.save(journal);
        return Turn.again(Duration.ZERO, plan.text());
    }

    private static String versions(List<JsonNode> pools) {
        List<String> texts = new ArrayList<>();
        pools.forEach(pool -> texts.add(POOL + pool.path("name").asText() + " " + UpgradePlanner.version(pool)));
        return String.join(", ", texts);
    }

    private Sequence<AksSession> sequence(UpgradePlan plan) {
        if (stages == null) {
            stages = stages(plan);
        }
        return stages;
    }

    private Sequence<AksSession> stages(UpgradePlan plan) {
        Sequence.Builder<AksSession> sequence = Sequence.named();
        List<String> left = new ArrayList<>(plan.pools().keySet());
        if (!plan.controlPlane().isEmpty()) {
            stage(sequence, CONTROL_PLANE, ControlPlaneUpgrade.to(place, plan.controlPlane()), left);
        }
        plan.pools().forEach((name, version) -> {
            left.remove(name);
            stage(sequence, POOL + name, new PoolUpgrade(place, name, version, spec.settings()), left);
        });
        return sequence.returning(results -> result(plan, results)).build();
    }

    private void stage(
            Sequence.Builder<AksSession> sequence, String name, Operation<AksSession> part, List<String> left) {
        List<String> untouched = List.copyOf(left);
        sequence.thenFrom(name, results -> new UpgradeStage(part, untouched));
        if (!spec.gates().isEmpty()) {
            GateCheck gates = new GateCheck(place.clusterId(), name, spec.gates(), gateTimeLimit, AksUpgrade::prober);
            sequence.thenFrom(GATES + name, results -> new UpgradeStage(gates, untouched));
        }
    }

    private static Prober prober(AksSession session, String clusterId) throws OperationException, TransientException {
        return PodProber.usual(session.kubernetes(clusterId), session.clock());
    }

    private static Map<String, Object> result(UpgradePlan plan, Map<String, Map<String, Object>> stages) {
        List<Object> pools = new ArrayList<>();
        List<Object> gates = new ArrayList<>();
        boolean changed = false;
        for (Map.Entry<String, Map<String, Object>> stage : stages.entrySet()) {
            changed |= Boolean.TRUE.equals(stage.getValue().get("changed"));
            if (stage.getKey().startsWith(GATES)) {
                gates.add(stage.getValue());
            } else if (stage.getKey().startsWith(POOL)) {
                pools.add(stage.getValue());
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("from", plan.from());
        result.put("version", plan.controlPlane().isEmpty() ? plan.from() : plan.controlPlane());
        result.put("pools", pools);
        result.put("gates", gates);
        result.put("changed", changed);
        return result;
    }

    /** The cluster and its pools were there before: nothing is deleted. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        Optional<UpgradePlan> plan = UpgradePlan.of(journal);
        return plan.isEmpty()
                ? Operation.left("nothing was begun")
                : sequence(plan.get())
                        .abort(session, journal.scope("upgrade"), how == OnAbort.DELETE ? OnAbort.CANCEL : how);
    }
}
