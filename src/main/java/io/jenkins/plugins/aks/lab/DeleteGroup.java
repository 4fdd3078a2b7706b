package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.azure.DeleteResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A resource group that is gone, with everything in it; what is not ours is refused unless forced. */
final class DeleteGroup implements Operation<AksSession> {

    private final ResourceTarget target;
    private final String name;
    private final boolean force;

    DeleteGroup(String subscription, String name, boolean force) throws InvalidParameterException {
        this.name = ResourceGroups.checkedName("resourceGroup", name);
        this.target = ResourceGroups.target(subscription, name);
        this.force = force;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Turn turn = deletion(session).advance(session, journal);
        if (turn instanceof Turn.Done done) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("name", name);
            result.putAll(done.result());
            return Turn.done(result);
        }
        return turn;
    }

    private DeleteResource<AksSession> deletion(AksSession session) {
        return new DeleteResource<>(target, AksSession.ACCESS, group -> {
            if (!force) {
                GroupDeletion.refuseWhatIsNotOurs(session, target.path(), group);
            }
        });
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return deletion(session).abort(session, journal, how);
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(target.path().toLowerCase(java.util.Locale.ROOT));
    }
}
