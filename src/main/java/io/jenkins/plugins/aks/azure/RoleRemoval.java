package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Takes a role from a principal at a scope; what it inherits stays. Result: {@code changed}, {@code role},
 * {@code principalId}, {@code scope}.
 *
 * @param <S> the session
 */
public final class RoleRemoval<S> implements Operation<S> {
    private final RoleGrant grant;
    private final ArmAccess<S> access;

    public RoleRemoval(RoleGrant grant, ArmAccess<S> access) {
        this.grant = grant;
        this.access = access;
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        Arm arm = access.arm().apply(session);
        Role role = Role.find(arm, grant.scope(), grant.role());
        List<JsonNode> found = RoleAssignments.of(arm, grant, role);
        WriteRecord writes = new WriteRecord(journal);
        if (found.isEmpty()) {
            return Turn.done(Map.of(
                    "changed",
                    writes.any(),
                    "role",
                    role.name(),
                    "principalId",
                    grant.principalId(),
                    "scope",
                    grant.scope()));
        }
        writes.starts(false);
        try {
            arm.delete(found.get(0).path("id").asText(), Role.API_VERSION);
        } catch (ArmException e) {
            writes.wasRefused();
            throw RoleAssignments.explained(e, grant, "take roles away");
        }
        writes.wasAccepted();
        journal.save();
        return Turn.again(Duration.ZERO, grant.subject() + ": taken away");
    }

    @Override
    public Turn abort(S session, Journal journal, OnAbort how) {
        return Operation.left(grant.subject() + (new WriteRecord(journal).any() ? ": taken away" : ": not taken away"));
    }
}
