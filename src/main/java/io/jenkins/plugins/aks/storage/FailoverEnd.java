package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the way to the verdict ended, as the journal keeps it while everything is put back. */
final class FailoverEnd {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String REACHED = "reached";
    private static final String FAILURE = "failure";
    private static final String DATA = "failureData";

    private final Journal journal;

    FailoverEnd(Journal journal) {
        this.journal = journal;
    }

    boolean isKnown() {
        return journal.get(REACHED).isPresent() || journal.get(FAILURE).isPresent();
    }

    /** The phases have ended; what they came to is in their own part of the journal. */
    void reached() throws IOException {
        journal.put(REACHED, "true").save();
    }

    void failed(OperationException failure) throws IOException {
        journal.put(FAILURE, failure.getMessage())
                .put(DATA, MAPPER.writeValueAsString(failure.data()))
                .save();
    }

    /**
     * The failure that the check ends with; empty where there is a verdict.
     *
     * @param left what could not be put back
     */
    Optional<OperationException> failure(List<String> left) throws JsonProcessingException {
        Optional<String> message = journal.get(FAILURE);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> data = MAPPER.readValue(journal.get(DATA).orElse("{}"), TEXTS);
        String rest = left.isEmpty() ? " What the check had changed was put back." : "\n" + String.join("\n", left);
        return Optional.of(new OperationException(message.get() + rest, data, null));
    }
}
