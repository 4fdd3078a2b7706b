package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.BusyException;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest node image for one pool (W153). Asking for it is no PUT, so what was asked for is kept before it is sent, and
 * after a restart the pool itself says whether it arrived.
 */
final class NodeImageUpgrade {
    private static final String FROM = "imageFrom";
    private static final String TO = "imageTo";
    private static final String ACCEPTED = "imageAccepted";

    private final String clusterId;
    private final String pool;
    private final String path;

    NodeImageUpgrade(String clusterId, String pool) {
        this.clusterId = clusterId;
        this.pool = pool;
        this.path = clusterId + "/agentPools/" + pool;
    }

    String pool() {
        return pool;
    }

    static boolean wasAsked(Journal journal) {
        return journal.get(TO).isPresent();
    }

    /** The next turn to take; empty once the pool has the image. */
    Optional<Turn> advance(AksSession session, Journal journal) throws Exception {
        Arm arm = session.arm();
        if (LongRunning.isPending(journal)) {
            NodeProgress.toImage(clusterId, pool, journal.get(TO).orElse("")).look(session, journal);
            if (LongRunning.poll(arm, journal, session.clock()) instanceof LongRunning.Running running) {
                return again(running.after(), running.state());
            }
        }
        ObjectNode current = arm.get(path, ApiVersions.CONTAINER_SERVICE).body();
        String state = Aks.state(current);
        if (!LongRunning.isFinal(state)) {
            return again(LongRunning.usualWait(path), state);
        }
        if (LongRunning.isFailure(state) && wasAsked(journal)) {
            throw Aks.failure("pool " + pool, path, current, "Correct what it names and run the step again.");
        }
        String image = image(current);
        String latest = latest(arm, pool, clusterId);
        if (image.equals(latest) || image.equals(journal.get(TO).orElse(""))) {
            return Optional.empty();
        }
        if (journal.get(ACCEPTED).isPresent()) {
            throw new OperationException(
                    "pool " + pool + ": the service took the upgrade to node image "
                            + journal.get(TO).orElse(latest) + ", but the pool still has " + image + ".",
                    Map.of("code", "ImageNotUpgraded", "resource", path),
                    null);
        }
        ask(session, journal, image, latest);
        return again(Duration.ZERO, "UpgradingNodeImageVersion");
    }

    private void ask(AksSession session, Journal journal, String image, String latest) throws Exception {
        boolean first = !wasAsked(journal);
        journal.put(FROM, image).put(TO, latest).save();
        try {
            var response = session.arm().post(path + "/upgradeNodeImageVersion", ApiVersions.CONTAINER_SERVICE, null);
            session.log().line("pool " + pool + ": node image " + image + " -> " + latest);
            journal.put(ACCEPTED, "true");
            LongRunning.accepted(journal, "POST", path, ApiVersions.CONTAINER_SERVICE, response);
        } catch (BusyException busy) {
            if (first) {
                journal.remove(FROM).remove(TO).save();
            }
            throw busy;
        }
    }

    static String image(ObjectNode pool) {
        return pool.at("/properties/nodeImageVersion").asText();
    }

    /** The newest image that the service offers for a pool. */
    static String latest(Arm arm, String pool, String clusterId) throws Exception {
        return arm.get(clusterId + "/agentPools/" + pool + "/upgradeProfiles/default", ApiVersions.CONTAINER_SERVICE)
                .body()
                .at("/properties/latestNodeImageVersion")
                .asText();
    }

    /** What the step returns of the pool. */
    Map<String, Object> result(AksSession session, Journal journal) throws Exception {
        String now =
                image(session.arm().get(path, ApiVersions.CONTAINER_SERVICE).body());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", pool);
        result.put("from", journal.get(FROM).orElse(now));
        result.put("nodeImage", now);
        result.put("changed", wasAsked(journal));
        return result;
    }

    private Optional<Turn> again(Duration after, String state) {
        return Optional.of(Turn.again(after, "pool " + pool + ": " + state));
    }
}
