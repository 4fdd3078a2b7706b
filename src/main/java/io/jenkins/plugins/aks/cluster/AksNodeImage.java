package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives pools the newest node image, where they do not have it (W151 to W153). */
final class AksNodeImage implements Operation<AksSession> {
    private static final String POOLS = "pools";

    private final PoolPlace place;
    private final List<String> wanted;
    private final boolean together;
    private final UpgradePreflight preflight;

    /**
     * @param wanted names of pools; empty for all
     * @param together true to begin with the next pool before the last one is through
     */
    AksNodeImage(PoolPlace place, List<String> wanted, boolean together, UpgradePreflight preflight) {
        this.place = place;
        this.wanted = List.copyOf(wanted);
        this.together = together;
        this.preflight = preflight;
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(place.clusterId().toLowerCase(Locale.ROOT));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Optional<String> planned = journal.get(POOLS);
        if (planned.isEmpty()) {
            return plan(session, journal);
        }
        List<NodeImageUpgrade> upgrades = upgrades(planned.get());
        Optional<Turn> first = Optional.empty();
        for (NodeImageUpgrade upgrade : upgrades) {
            Optional<Turn> turn = upgrade.advance(session, scope(journal, upgrade));
            if (turn.isPresent() && !together) {
                return turn.get();
            }
            first = first.isPresent() ? first : turn;
        }
        return first.isPresent() ? first.get() : Turn.done(result(session, journal, upgrades));
    }

    /** Which pools need it is decided once, before anything is sent; the checks are made for these. */
    private Turn plan(AksSession session, Journal journal) throws Exception {
        ObjectNode cluster = Aks.cluster(session, place);
        Optional<String> busy = Aks.busy(cluster);
        if (busy.isPresent()) {
            return Turn.again(LongRunning.usualWait(place.clusterId()), busy.get());
        }
        Aks.requireRunning(cluster, place.cluster());
        List<JsonNode> outdated = new ArrayList<>();
        List<Map<String, Object>> current = new ArrayList<>();
        for (JsonNode pool : PoolChoice.of(cluster, place, wanted)) {
            String name = pool.path("name").asText();
            String image = pool.path("nodeImageVersion").asText();
            String latest = NodeImageUpgrade.latest(session.arm(), name, place.clusterId());
            if (image.equals(latest)) {
                session.log().line("pool " + name + ": node image " + image + " is the latest");
                current.add(unchanged(name, image));
            } else {
                outdated.add(pool);
            }
        }
        if (outdated.isEmpty()) {
            return Turn.done(whole(current));
        }
        preflight.require(new PreflightScene(session, place, cluster, outdated, UpgradeSettings.unchanged()));
        List<String> names =
                outdated.stream().map(pool -> pool.path("name").asText()).toList();
        journal.put(POOLS, String.join(",", names)).save();
        return Turn.again(java.time.Duration.ZERO, "newer node images for " + String.join(", ", names));
    }

    private List<NodeImageUpgrade> upgrades(String planned) {
        return List.of(planned.split(",")).stream()
                .map(pool -> new NodeImageUpgrade(place.clusterId(), pool))
                .toList();
    }

    private static Journal scope(Journal journal, NodeImageUpgrade upgrade) {
        return journal.scope("pool").scope(upgrade.pool());
    }

    private Map<String, Object> result(AksSession session, Journal journal, List<NodeImageUpgrade> upgrades)
            throws Exception {
        Map<String, Map<String, Object>> changed = new LinkedHashMap<>();
        for (NodeImageUpgrade upgrade : upgrades) {
            changed.put(upgrade.pool(), upgrade.result(session, scope(journal, upgrade)));
        }
        List<Map<String, Object>> pools = new ArrayList<>();
        for (JsonNode pool : PoolChoice.of(Aks.cluster(session, place), place, wanted)) {
            String name = pool.path("name").asText();
            pools.add(changed.getOrDefault(
                    name, unchanged(name, pool.path("nodeImageVersion").asText())));
        }
        return whole(pools);
    }

    private static Map<String, Object> unchanged(String name, String image) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("name", name);
        pool.put("from", image);
        pool.put("nodeImage", image);
        pool.put("changed", false);
        return pool;
    }

    private static Map<String, Object> whole(List<Map<String, Object>> pools) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("pools", pools);
        result.put("changed", pools.stream().anyMatch(pool -> Boolean.TRUE.equals(pool.get("changed"))));
        return result;
    }

    /** The pools were there before: none of them is deleted. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        List<String> left = new ArrayList<>();
        for (NodeImageUpgrade upgrade : upgrades(journal.get(POOLS).orElse(""))) {
            Journal own = scope(journal, upgrade);
            if (!NodeImageUpgrade.wasAsked(own)) {
                left.add("pool " + upgrade.pool() + " was not touched");
                continue;
            }
            Turn turn = abort(session, own, upgrade, how);
            if (turn instanceof Turn.Again) {
                return turn;
            }
            left.add(String.valueOf(((Turn.Done) turn).result().get(LEFT)));
        }
        return Operation.left(journal.get(POOLS).isEmpty() ? "nothing was begun" : String.join("; ", left));
    }

    private Turn abort(AksSession session, Journal own, NodeImageUpgrade upgrade, OnAbort how) throws Exception {
        String id = place.clusterId() + "/agentPools/" + upgrade.pool();
        try {
            return AbortWrite.ofUpgrade("pool " + upgrade.pool(), id, session, own, how);
        } catch (OperationException unstoppable) {
            return Operation.left("pool " + upgrade.pool() + ": stopping it failed: " + unstoppable.getMessage());
        }
    }
}
