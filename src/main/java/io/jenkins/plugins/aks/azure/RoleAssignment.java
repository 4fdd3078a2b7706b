package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sure that a principal has a role at a scope (azure-operations section 14), and waits until it counts where a probe
 * can tell. An assignment that is there, under whatever name, is left as it is. Result: {@code changed}, {@code id},
 * {@code role}, {@code roleId}, {@code principalId}, {@code scope}, {@code effective} (whether a probe found it so).
 *
 * @param <S> the session
 */
public final class RoleAssignment<S> implements Operation<S> {
    private static final Duration LONGEST_REPLICATION = Duration.ofMinutes(5);
    private static final Duration LONGEST_PROPAGATION = Duration.ofMinutes(15);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final String EXISTS = "exists";
    private static final String UNTYPED = "untyped";
    private static final String ABSENT_SINCE = "absentSince";
    private static final String PROBED_SINCE = "probedSince";

    private final RoleGrant grant;
    private final ArmAccess<S> access;
    private final Optional<RoleProbe<S>> probe;

    /** @param probe empty where nothing can tell whether the role counts */
    public RoleAssignment(RoleGrant grant, ArmAccess<S> access, Optional<RoleProbe<S>> probe) {
        this.grant = grant;
        this.access = access;
        this.probe = probe;
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        Arm arm = access.arm().apply(session);
        Role role = Role.find(arm, grant.scope(), grant.role());
        Optional<String> id = RoleAssignments.of(arm, grant, role).stream()
                .findFirst()
                .map(assignment -> assignment.path("id").asText());
        if (id.isEmpty() && journal.get(EXISTS).isEmpty()) {
            return assign(session, arm, journal, role);
        }
        return effective(session, journal, role, id.orElse(path(role)));
    }

    @Override
    public Turn abort(S session, Journal journal, OnAbort how) {
        return Operation.left(
                new WriteRecord(journal).any()
                        ? grant.subject() + ": assigned; it may not count yet"
                        : grant.subject() + ": not assigned");
    }

    private Turn assign(S session, Arm arm, Journal journal, Role role)
            throws OperationException, TransientException, IOException {
        WriteRecord writes = new WriteRecord(journal);
        writes.starts(true);
        try {
            arm.put(path(role), Role.API_VERSION, body(journal, role), Map.of());
        } catch (ArmException e) {
            writes.wasRefused();
            return refused(session, journal, e);
        }
        writes.wasAccepted();
        journal.save();
        return Turn.again(Duration.ZERO, grant.subject(role) + ": assigned");
    }

    private Turn refused(S session, Journal journal, ArmException e) throws OperationException, IOException {
        switch (e.code()) {
            case "RoleAssignmentExists" -> {
                journal.put(EXISTS, "true").save();
                return Turn.again(Duration.ZERO, grant.subject() + ": assigned before under another name");
            }
            case "PrincipalNotFound" -> {
                Instant since = since(session, journal, ABSENT_SINCE);
                if (!now(session).isBefore(since.plus(LONGEST_REPLICATION))) {
                    throw e;
                }
                return Turn.again(WAIT, grant.subject() + ": the directory does not know the principal yet");
            }
            case "UnmatchedPrincipalType" -> {
                if (!grant.principalType().isEmpty() || journal.get(UNTYPED).isPresent()) {
                    throw e;
                }
                journal.put(UNTYPED, "true").save();
                return Turn.again(Duration.ZERO, grant.subject() + ": the principal is no application");
            }
            default -> throw RoleAssignments.explained(e, grant, "assign roles");
        }
    }

    /** The type spares the service a look into the directory, which knows a new application only after a while. */
    private ObjectNode body(Journal journal, Role role) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode properties = body.putObject("properties")
                .put("roleDefinitionId", subscription() + Role.DEFINITIONS + "/" + role.id())
                .put("principalId", grant.principalId());
        if (!grant.principalType().isEmpty()) {
            properties.put("principalType", grant.principalType());
        } else if (journal.get(UNTYPED).isEmpty()) {
            properties.put("principalType", "ServicePrincipal");
        }
        return body;
    }

    private Turn effective(S session, Journal journal, Role role, String id)
            throws OperationException, TransientException, IOException {
        Optional<String> missing = probe.isPresent() ? probe.get().missing(session, role) : Optional.empty();
        if (missing.isEmpty()) {
            return Turn.done(result(journal, role, id));
        }
        Instant since = since(session, journal, PROBED_SINCE);
        Duration waited = Duration.between(since, now(session));
        if (waited.compareTo(LONGEST_PROPAGATION) >= 0) {
            throw new OperationException(
                    grant.subject(role) + ": it is assigned, but after " + Durations.format(waited)
                            + " it still does not count: " + missing.get()
                            + ". Look for a deny assignment or a condition at " + grant.scope()
                            + ", and at the service's own access settings; then run the step again.",
                    Map.of("resource", id, "role", role.name(), "principalId", grant.principalId()),
                    null);
        }
        return Turn.again(WAIT, grant.subject(role) + ": assigned, not effective yet");
    }

    private Map<String, Object> result(Journal journal, Role role, String id) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", new WriteRecord(journal).any());
        result.put("id", id);
        result.put("role", role.name());
        result.put("roleId", role.id());
        result.put("principalId", grant.principalId());
        result.put("scope", grant.scope());
        result.put("effective", probe.isPresent());
        return result;
    }

    private Instant since(S session, Journal journal, String key) throws IOException {
        if (journal.instant(key).isEmpty()) {
            journal.put(key, now(session).toString()).save();
        }
        return journal.instant(key).orElseThrow();
    }

    private Instant now(S session) {
        return access.clock().apply(session).instant();
    }

    private String path(Role role) {
        return grant.scope() + RoleAssignments.PATH + "/" + grant.name(role);
    }

    private String subscription() {
        return "/subscriptions/"
                + ResourceId.parse(grant.scope()).subscription().orElse("");
    }
}
