package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Instant;
import java.util.Map;

/** Reads a secret; what it returns is sealed, because results are saved. */
final class ReadSecret implements Operation<AksSession> {
    static final String SEALED = "sealed";

    private final VaultTarget target;
    private final String version;

    /** @param version empty for the latest */
    ReadSecret(VaultTarget target, String version) {
        this.target = target;
        this.version = version;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return target.enter(session, journal, (place, secrets) -> read(session, place, secrets));
    }

    private Turn read(AksSession session, VaultPlace place, VaultSecrets secrets)
            throws OperationException, TransientException {
        JsonNode secret = secrets.find(target.name(), version)
                .orElseThrow(() -> new InvalidParameterException(
                        "name",
                        target.name() + (version.isEmpty() ? "" : "/" + version),
                        "a secret that is in the key vault " + place.name(),
                        "Set it with keyVaultSecret, or correct the name; a deleted one is recovered by setting it."));
        warnOfExpiry(session, secret);
        String value = secret.path("value").asText();
        return Turn.done(Map.of(SEALED, session.seal(() -> value)));
    }

    /** The vault gives it out all the same. */
    private void warnOfExpiry(AksSession session, JsonNode secret) {
        long expires = secret.at("/attributes/exp").asLong();
        if (expires != 0 && !session.clock().instant().isBefore(Instant.ofEpochSecond(expires))) {
            session.log()
                    .line("Secret " + target.name() + ": it expired on " + Instant.ofEpochSecond(expires)
                            + "; set a new value.");
        }
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("nothing was changed");
    }
}
