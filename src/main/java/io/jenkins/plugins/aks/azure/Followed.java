package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What {@link LongRunning} keeps in the journal of the operation that it follows. */
final class Followed {
    private static final List<String> KEYS =
            List.of("style", "url", "result", "verb", "path", "apiVersion", "correlationId", "misses");

    enum Style {
        ASYNC_OPERATION,
        LOCATION,
        RESOURCE
    }

    private final Journal journal;

    Followed(Journal journal) {
        this.journal = journal.scope("azureOperation");
    }

    void start(String verb, String path, String apiVersion, ArmResponse response) throws IOException {
        KEYS.forEach(journal::remove);
        journal.put("verb", verb);
        journal.put("path", ArmUrls.pathOf(path));
        journal.put("apiVersion", apiVersion);
        journal.put("correlationId", ArmErrors.correlationId(response));
        Optional<String> operation =
                response.header("azure-asyncoperation").or(() -> response.header("operation-location"));
        Optional<String> location = response.header("location");
        if (operation.isPresent()) {
            journal.put("style", Style.ASYNC_OPERATION.name()).put("url", operation.get());
            if (verb.equals("POST")) {
                location.ifPresent(url -> journal.put("result", url));
            }
        } else if (location.isPresent() && response.status() == 202) {
            journal.put("style", Style.LOCATION.name()).put("url", location.get());
        } else if (needsWatching(verb, response)) {
            journal.put("style", Style.RESOURCE.name());
        }
        journal.save();
    }

    private static boolean needsWatching(String verb, ArmResponse response) {
        boolean unfinished = response.provisioningState()
                .map(state -> !LongRunning.isFinal(state) || LongRunning.isFailure(state))
                .orElse(response.status() == 202);
        return !verb.equals("POST") && response.status() != 204 && unfinished;
    }

    void lookAtResource() throws IOException {
        journal.put("style", Style.RESOURCE.name()).remove("url").save();
    }

    void end() throws IOException {
        KEYS.forEach(journal::remove);
        journal.save();
    }

    int countMiss() throws IOException {
        int misses = journal.get("misses").map(Integer::parseInt).orElse(0) + 1;
        journal.put("misses", Integer.toString(misses)).save();
        return misses;
    }

    Optional<Style> style() {
        return journal.get("style").map(Style::valueOf);
    }

    String url() {
        return journal.get("url").orElseThrow();
    }

    Optional<String> resultUrl() {
        return journal.get("result");
    }

    String verb() {
        return journal.get("verb").orElse("PUT");
    }

    String path() {
        return journal.get("path").orElseThrow();
    }

    String apiVersion() {
        return journal.get("apiVersion").orElseThrow();
    }

    String correlationId() {
        return journal.get("correlationId").orElse("");
    }
}
