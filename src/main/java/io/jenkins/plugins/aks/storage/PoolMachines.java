package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The machines of a node pool, which have their nodes' names, and how one of them is deleted: the pool is then one smaller. */
final class PoolMachines {
    private static final String ASKED = "asked";
    private static final int MOST_TRIES = 3;

    private final AksSession session;
    private final String path;
    private final String pool;

    PoolMachines(AksSession session, String clusterId, String pool) {
        this.session = session;
        this.path = clusterId + "/agentPools/" + pool;
        this.pool = pool;
    }

    /** Also those whose node is gone or has never come. */
    TreeSet<String> names() throws OperationException, TransientException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode machine : session.arm().list(path + "/machines", ApiVersions.CONTAINER_SERVICE)) {
            names.add(machine.path("name").asText());
        }
        return names;
    }

    ArmResponse pool() throws OperationException, TransientException {
        return session.arm().get(path, ApiVersions.CONTAINER_SERVICE);
    }

    static int count(ObjectNode pool) {
        return pool.at("/properties/count").asInt();
    }

    /** The body that gives a pool another size; empty where it has it. */
    static Optional<ObjectNode> resized(ObjectNode pool, int count) {
        ObjectNode body = ResourceUpdate.editable(pool);
        return ResourceUpdate.set(body, "/properties/count", JsonNodeFactory.instance.numberNode(count))
                ? Optional.of(body)
                : Optional.empty();
    }

    /** @return what is waited for; empty once the machine is gone */
    Optional<Turn> delete(String machine, Journal journal) throws OperationException, TransientException, IOException {
        String subject = "machine " + machine + " of node pool " + pool;
        if (LongRunning.isPending(journal)
                && LongRunning.poll(session.arm(), journal, session.clock()) instanceof LongRunning.Running running) {
            return Optional.of(Turn.again(running.after(), subject + ": " + running.state()));
        }
        if (!names().contains(machine)) {
            return Optional.empty();
        }
        String state = pool().provisioningState().orElse("");
        if (!LongRunning.isFinal(state)) {
            return Optional.of(Turn.again(LongRunning.usualWait(path), "node pool " + pool + ": " + state));
        }
        return Optional.of(ask(machine, subject, journal));
    }

    private Turn ask(String machine, String subject, Journal journal)
            throws OperationException, TransientException, IOException {
        int tries = journal.get(ASKED).map(Integer::parseInt).orElse(0);
        if (tries >= MOST_TRIES) {
            throw new OperationException(
                    subject + " is still there after " + tries + " requests to delete it.",
                    Map.of("code", "MachineNotDeleted", "machine", machine),
                    null);
        }
        if (tries == 0) {
            session.log().line("deleting " + subject);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("machineNames").add(machine);
        journal.put(ASKED, Integer.toString(tries + 1)).save();
        ArmResponse answer = session.arm().post(path + "/deleteMachines", ApiVersions.CONTAINER_SERVICE, body);
        LongRunning.accepted(journal, "POST", path, ApiVersions.CONTAINER_SERVICE, answer);
        return Turn.again(
                RetryAfter.of(answer.headers(), session.clock()).orElse(LongRunning.usualWait(path)),
                subject + ": deleting");
    }
}
