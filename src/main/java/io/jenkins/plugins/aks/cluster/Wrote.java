package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.BusyException;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The one write of an operation, as its journal knows it: which was sent, whether the service took it, and how far it is.
 * Sent is saved before the request, so that a lost answer is never mistaken for a write that was not made.
 */
final class Wrote {
    private static final String SENT = "sent";
    private static final String ACCEPTED = "accepted";

    /** What was sent. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }

    private final Journal journal;

    Wrote(Journal journal) {
        this.journal = journal;
    }

    boolean anything() {
        return journal.get(SENT).isPresent();
    }

    boolean is(Kind kind) {
        return journal.get(SENT).filter(kind.name()::equals).isPresent();
    }

    /** True once the service took the write. */
    boolean accepted() {
        return journal.get(ACCEPTED).isPresent();
    }

    /**
     * Sends the whole resource.
     *
     * @param condition {@code If-Match} or {@code If-None-Match}
     * @return false if the resource changed, or appeared, since it was read: the next turn looks again
     */
    boolean put(AksSession session, Kind kind, String id, JsonNode body, Map<String, String> condition)
            throws OperationException, TransientException, IOException {
        boolean first = !anything();
        journal.put(SENT, kind.name()).remove(ACCEPTED).save();
        try {
            accepted("PUT", id, session.arm().put(id, ApiVersions.CONTAINER_SERVICE, body, condition));
            return true;
        } catch (BusyException busy) {
            forgetIf(first);
            throw busy;
        } catch (ArmException refused) {
            if (!refused.isPreconditionFailed()) {
                throw refused;
            }
            forgetIf(first);
            return false;
        }
    }

    void delete(AksSession session, String id) throws OperationException, TransientException, IOException {
        journal.put(SENT, Kind.DELETE.name()).remove(ACCEPTED).save();
        accepted("DELETE", id, session.arm().delete(id, ApiVersions.CONTAINER_SERVICE));
    }

    private void accepted(String verb, String id, ArmResponse response) throws IOException {
        journal.put(ACCEPTED, "true");
        LongRunning.accepted(journal, verb, id, ApiVersions.CONTAINER_SERVICE, response);
    }

    /** A refused first try proves that nothing of ours is under way; after an unanswered one it proves nothing. */
    private void forgetIf(boolean first) throws IOException {
        if (first) {
            forget();
        }
    }

    /** The log before the first try; later ones have nothing new to say. */
    Log notes(AksSession session) {
        return anything() ? line -> {} : session.log();
    }

    void forget() throws IOException {
        journal.remove(SENT).remove(ACCEPTED).save();
    }

    /** One look at what the service took; empty once it has ended well, or where nothing is under way. */
    Optional<Turn> waiting(AksSession session, String subject)
            throws OperationException, TransientException, IOException {
        if (!LongRunning.isPending(journal)) {
            return Optional.empty();
        }
        return LongRunning.poll(session.arm(), journal, session.clock()) instanceof LongRunning.Running running
                ? Optional.of(Turn.again(running.after(), subject + ": " + running.state()))
                : Optional.empty();
    }

    /** Whether the resource carries this build's tags: what another made in the same moment does not. */
    static boolean isOurs(AksSession session, JsonNode resource) {
        Map<String, String> found = Tags.in(resource);
        return session.tags().entrySet().stream()
                .filter(tag -> !Tags.EXPIRES.equals(tag.getKey()))
                .allMatch(tag -> tag.getValue().equals(found.get(tag.getKey())));
    }

    /** The next look, at once: the answer to it says how long to wait. */
    static Turn next(String subject, String state) {
        return Turn.again(Duration.ZERO, subject + ": " + state);
    }
}
