package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A secret deleted, and purged where that is wanted; done once the vault shows it so. */
final class RemoveSecret implements Operation<AksSession> {
    private static final String WROTE = "wrote";
    private static final String DELETED = "deleted";
    private static final Duration MOVES = Duration.ofSeconds(5);

    private final VaultTarget target;
    private final boolean purge;

    RemoveSecret(VaultTarget target, boolean purge) {
        this.target = target;
        this.purge = purge;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return target.enter(session, journal, (place, secrets) -> remove(journal, place, secrets));
    }

    private Turn remove(Journal journal, VaultPlace place, VaultSecrets secrets)
            throws OperationException, TransientException, IOException {
        String name = target.name();
        if (secrets.exists(name)) {
            journal.put(WROTE, "true").put(DELETED, "true").save();
            secrets.delete(name);
            return Turn.again(MOVES, "secret " + name + ": deleting");
        }
        boolean deleted = (purge || journal.get(DELETED).isPresent()) && secrets.isDeleted(name);
        if (journal.get(DELETED).isPresent() && !deleted) {
            return Turn.again(MOVES, "secret " + name + ": deleting");
        }
        if (purge && deleted) {
            journal.put(WROTE, "true").remove(DELETED).save();
            secrets.purge(name);
            return Turn.again(MOVES, "secret " + name + ": purging");
        }
        return Turn.done(Map.of("changed", journal.get(WROTE).isPresent(), "name", name, "vault", place.name()));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("secret " + target.name()
                + (journal.get(WROTE).isPresent() ? " is being deleted" : " was not deleted"));
    }
}
