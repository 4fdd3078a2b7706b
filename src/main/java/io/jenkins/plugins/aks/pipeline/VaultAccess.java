package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * A vault, and how long to wait for the right to what it holds: a role that was just given does not count at once, and a
 * vault remembers that it refused (azure-operations section 17, trap 8).
 *
 * @param group the id of the resource group where a vault of a bare name is
 * @param patience how long to wait for the right
 */
public record VaultAccess(String group, String vault, Duration patience) {
    /** The default of the steps' parameter {@code accessWait}. */
    public static final String WAIT = "5m";

    private static final Duration AGAIN = Duration.ofSeconds(15);
    private static final String DENIED_SINCE = "deniedSince";

    /**
     * @param vault the step's parameter of this name
     * @param accessWait the step's parameter of this name: a duration, or {@code 0}
     */
    public static VaultAccess of(AksScope scope, String vault, String accessWait) throws InvalidParameterException {
        VaultPlace.check("vault", vault);
        Duration patience = accessWait.equals("0") ? Duration.ZERO : Durations.parse(accessWait, "accessWait");
        return new VaultAccess(vault.startsWith("/") ? "" : scope.groupId(), vault, patience);
    }

    /**
     * What is done once the vault lets the caller in.
     *
     * @param <T> what of the vault it is about, e.g. {@link VaultSecrets}
     */
    @FunctionalInterface
    public interface Action<T> {
        Turn take(VaultPlace place, T content) throws OperationException, TransientException, IOException;
    }

    /** @param content of the vault's own endpoint */
    public <T> Turn enter(AksSession session, Journal journal, Function<Arm, T> content, Action<T> action)
            throws OperationException, TransientException, IOException {
        VaultPlace place = VaultPlace.find(session.arm(), group, "vault", vault);
        try {
            return action.take(
                    place,
                    content.apply(session.dataPlane(place.uri(), session.cloud().keyVaultScope())));
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
        if (journal.instant(DENIED_SINCE).isEmpty()) {
            journal.put(DENIED_SINCE, now.toString()).save();
        }
        Instant since = journal.instant(DENIED_SINCE).orElseThrow();
        if (!now.isBefore(since.plus(patience))) {
            throw e;
        }
        return Turn.again(
                AGAIN, "key vault " + place.name() + " refuses (ForbiddenByRbac): waiting for a role to count");
    }
}
