package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Follows a run to its end, and shows its log as it grows. */
record FollowRun(BuildSpec spec, RegistryPlace registry, AcrTasks tasks) {
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed", "Canceled", "Error", "Timeout");
    private static final String SHOWN = "logShown";
    private static final String TAIL = "logTail";
    private static final int MOST_SHOWN = 2 << 20;
    private static final int TAIL_LENGTH = 600;
    private static final Duration POLL = Duration.ofSeconds(5);

    static boolean isFinal(String status) {
        return FINAL.contains(status);
    }

    Turn advance(AksSession session, Journal journal, String id)
            throws OperationException, TransientException, IOException {
        JsonNode run = tasks.run(id).path("properties");
        String status = run.path("status").asText();
        boolean ended = isFinal(status);
        if (log(session, journal, id, ended)) {
            return Turn.again(Duration.ZERO, "run " + id + ": reading its log");
        }
        if (!ended) {
            return Turn.again(POLL, "run " + id + ": " + status);
        }
        if (!status.equals("Succeeded")) {
            throw failure(journal, id, status, run);
        }
        return Turn.done(BuildResult.built(spec, registry, run));
    }

    /** @return true where there is more to read at once */
    private boolean log(AksSession session, Journal journal, String id, boolean ended)
            throws OperationException, TransientException, IOException {
        long shown = journal.get(SHOWN).map(Long::parseLong).orElse(0L);
        String url = tasks.logUrl(id);
        if (url.isEmpty()) {
            return false;
        }
        BuildLog.Piece piece = new BuildLog(session.httpClient(), url).read(shown, ended);
        if (piece.text().isEmpty()) {
            return false;
        }
        if (spec.showLog() && shown < MOST_SHOWN) {
            piece.text().lines().forEach(session.log()::line);
            if (piece.next() >= MOST_SHOWN) {
                session.log()
                        .line("The log has more than " + (MOST_SHOWN >> 20)
                                + " MiB; the rest is to be seen at the run in the registry.");
            }
        }
        String tail = journal.get(TAIL).orElse("") + piece.text();
        journal.put(TAIL, tail.substring(Math.max(0, tail.length() - TAIL_LENGTH)))
                .put(SHOWN, Long.toString(piece.next()))
                .save();
        return piece.next() - shown >= BuildLog.PIECE / 2;
    }

    private OperationException failure(Journal journal, String id, String status, JsonNode run) {
        String reason = run.path("runErrorMessage").asText("");
        String tail = journal.get(TAIL).orElse("").strip();
        return new OperationException(
                "build of " + spec.first() + ": run " + id + " in registry " + registry.name() + " ended as " + status
                        + (reason.isEmpty() ? "" : ": " + reason)
                        + (tail.isEmpty() ? "." : ". Its log ends with:\n" + tail),
                Map.of("code", status, "run", id, "resource", registry.id() + "/runs/" + id),
                null);
    }
}
