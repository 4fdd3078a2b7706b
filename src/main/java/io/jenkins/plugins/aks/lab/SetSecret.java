package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A secret with a value: recovered where it was deleted, a new version where the value differs, its attributes changed where
 * only they differ. The value is in a request and nowhere else.
 */
final class SetSecret implements Operation<AksSession> {
    private static final String WROTE = "wrote";
    private static final Duration MOVES = Duration.ofSeconds(5);

    private final VaultTarget target;
    private final SecretSource source;
    private final SecretAttributes attributes;

    SetSecret(VaultTarget target, SecretSource source, SecretAttributes attributes) {
        this.target = target;
        this.source = source;
        this.attributes = attributes.withTag("file-encoding", source.fileEncoding());
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return target.enter(session, journal, (place, secrets) -> converge(session, journal, place, secrets));
    }

    private Turn converge(AksSession session, Journal journal, VaultPlace place, VaultSecrets secrets)
            throws OperationException, TransientException, IOException {
        Optional<JsonNode> current = secrets.find(target.name(), "");
        if (current.isEmpty() && secrets.isDeleted(target.name())) {
            wrote(journal);
            secrets.recover(target.name());
            session.log().line("Secret " + target.name() + ": recovering the deleted one of this name.");
            return Turn.again(MOVES, "secret " + target.name() + ": recovering");
        }
        if (current.isPresent() && source.isGenerated()) {
            return attributes.fit(current.get())
                    ? Turn.done(result(place, current.get(), journal))
                    : update(journal, secrets, current.get());
        }
        SecretText value = source.read(session);
        boolean same =
                current.isPresent() && current.get().path("value").asText().equals(value.reveal());
        if (same) {
            return attributes.fit(current.get())
                    ? Turn.done(result(place, current.get(), journal))
                    : update(journal, secrets, current.get());
        }
        wrote(journal);
        secrets.set(target.name(), attributes.body(current).put("value", value.reveal()));
        return Turn.again(Duration.ZERO, "secret " + target.name() + ": new version");
    }

    private Turn update(Journal journal, VaultSecrets secrets, JsonNode current)
            throws OperationException, TransientException, IOException {
        wrote(journal);
        secrets.update(target.name(), VaultSecrets.versionOf(current), attributes.body(Optional.of(current)));
        return Turn.again(Duration.ZERO, "secret " + target.name() + ": attributes changed");
    }

    private static void wrote(Journal journal) throws IOException {
        journal.put(WROTE, "true").save();
    }

    private Map<String, Object> result(VaultPlace place, JsonNode secret, Journal journal) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", journal.get(WROTE).isPresent());
        result.put("id", secret.path("id").asText());
        result.put("name", target.name());
        result.put("vault", place.name());
        result.put("version", VaultSecrets.versionOf(secret));
        long expires = secret.at("/attributes/exp").asLong();
        if (expires != 0) {
            result.put("expires", Instant.ofEpochSecond(expires).toString());
        }
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("secret " + target.name()
                + (journal.get(WROTE).isPresent() ? " may have been changed" : " was not changed"));
    }
}
