package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The way into a vault: finds it, and waits for the right to it, since a role that was just given does not count at once
 * (azure-operations 17).
 *
 * @param group the id of the resource group where a vault of a bare name is
 * @param vault a name or a resource id
 * @param accessWait how long a refusal may last
 */
record VaultDoor(String group, String vault, Duration accessWait) {
    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final String DENIED_SINCE = "deniedSince";

    /** What is done inside. */
    @FunctionalInterface
    interface Visit {
        Turn take(VaultPlace place, VaultCertificates certificates)
                throws OperationException, TransientException, IOException;
    }

    Turn enter(AksSession session, Journal journal, Visit visit)
            throws OperationException, TransientException, IOException {
        VaultPlace place = VaultPlace.find(session.arm(), group, "vault", vault);
        try {
            return visit.take(
                    place,
                    new VaultCertificates(
                            session.dataPlane(place.uri(), session.cloud().keyVaultScope())));
        } catch (ArmException e) {
            if (!e.hasCode("ForbiddenByRbac")) {
                throw e;
            }
            return denied(session, journal, place, e);
        }
    }

    private Turn denied(AksSession session, Journal journal, VaultPlace place, ArmException e)
            throws OperationException, IOException {
        Instant now = session.clock().instant();
        Instant since = journal.instant(DENIED_SINCE).orElse(now);
        if (since.equals(now)) {
            journal.put(DENIED_SINCE, now.toString()).save();
        }
        if (!now.isBefore(since.plus(accessWait))) {
            throw e;
        }
        return Turn.again(
                AGAIN, "key vault " + place.name() + " refuses (ForbiddenByRbac): waiting for a role to count");
    }
}
