package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Once the storage pool that the extension makes itself is there, tells the extension not to make it again: without
 * that, a later reconciliation brings a deleted pool back (spec section 7.1, no. 7).
 */
final class FirstPool implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String PATCHED = "patched";

    private final String clusterId;
    private final boolean awaited;
    private final ResourceTarget extension;

    /** @param awaited whether the pool must be there first */
    FirstPool(String clusterId, boolean awaited) {
        this.clusterId = clusterId;
        this.awaited = awaited;
        this.extension = ContainerStorage.extension(clusterId);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Arm arm = session.arm();
        if (LongRunning.isPending(journal)
                && LongRunning.poll(arm, journal, session.clock()) instanceof LongRunning.Running running) {
            return Turn.again(running.after(), extension.subject() + ": " + running.state());
        }
        Optional<ArmResponse> found = arm.find(extension.path(), extension.apiVersion());
        boolean creates = found.map(ArmResponse::body)
                .filter(body -> StorageSettings.isOn(
                        body.path("properties").path("configurationSettings").path(StorageSettings.CREATES)))
                .isPresent();
        if (!creates) {
            return Turn.done(Map.of("changed", journal.get(PATCHED).isPresent()));
        }
        if (awaited && !exists(session)) {
            return Turn.again(LOOK_AGAIN, "the storage pool " + ContainerStorage.FIRST_POOL + " of the extension");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties").set("configurationSettings", StorageSettings.withoutFirstPool());
        journal.put(PATCHED, "true").save();
        ArmResponse answer = arm.patch(extension.path(), extension.apiVersion(), body);
        LongRunning.accepted(journal, "PATCH", extension.path(), extension.apiVersion(), answer);
        return Turn.again(LOOK_AGAIN, extension.subject() + ": settling its settings");
    }

    private boolean exists(AksSession session) throws Exception {
        return new StoragePools(new ApiReader(session.kubernetes(clusterId)))
                .find(ContainerStorage.FIRST_POOL)
                .isPresent();
    }
}
