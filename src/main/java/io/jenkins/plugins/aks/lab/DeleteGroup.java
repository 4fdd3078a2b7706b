package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A resource group that is gone, with everything in it; what is not ours is refused unless forced. */
final class DeleteGroup implements Operation<AksSession> {

    private static final Duration POLL = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String ASKED = "asked";

    private final String groupId;
    private final String name;
    private final boolean force;

    DeleteGroup(String subscription, String name, boolean force) throws InvalidParameterException {
        this.name = ResourceGroups.checkedName("resourceGroup", name);
        this.groupId = "/subscriptions/" + subscription + "/resourceGroups/" + name;
        this.force = force;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        boolean asked = journal.get(ASKED).isPresent();
        Optional<JsonNode> found = ResourceGroups.find(session.arm(), groupId);
        if (found.isEmpty()) {
            return Turn.done(result(asked));
        }
        String waitingFor = "resource group " + name + ": deleting";
        if (LongRunning.isPending(journal)) {
            var progress = LongRunning.poll(session.arm(), journal, session.clock());
            return Turn.again(progress instanceof LongRunning.Running running ? running.after() : SOON, waitingFor);
        }
        if (ResourceGroups.state(found.get()).equals("Deleting")) {
            return Turn.again(POLL, waitingFor);
        }
        if (!force) {
            GroupDeletion.refuseWhatIsNotOurs(session, groupId, found.get());
        }
        journal.put(ASKED, "true").save();
        ArmResponse accepted = session.arm().delete(groupId, ResourceGroups.API_VERSION);
        LongRunning.accepted(journal, "DELETE", groupId, ResourceGroups.API_VERSION, accepted);
        return Turn.again(SOON, waitingFor);
    }

    private Map<String, Object> result(boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("changed", changed);
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(ASKED).isPresent()
                        ? "resource group " + name + " is being deleted; Azure does not cancel that"
                        : "resource group " + name + " was not touched");
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(groupId.toLowerCase(java.util.Locale.ROOT));
    }
}
