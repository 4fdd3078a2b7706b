package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.RoleGrant;
import io.jenkins.plugins.aks.azure.RoleRemoval;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes the federated credentials and the role away again; the identity and the service accounts stay. */
final class EndFederation implements Operation<AksSession> {
    private static final String WROTE = "wrote";

    private final FederationSpec spec;

    private EndFederation(FederationSpec spec) {
        this.spec = spec;
    }

    static Operation<AksSession> of(FederationSpec spec) {
        return new EndFederation(spec);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Optional<ArmResponse> identity = session.arm().find(spec.identityId(), FederationSpec.API_VERSION);
        if (identity.isEmpty()) {
            return done(journal, false);
        }
        Set<String> names = spec.accounts().stream().map(spec::credentialName).collect(Collectors.toSet());
        for (JsonNode credential : session.arm().list(spec.credentials(), FederationSpec.API_VERSION)) {
            if (names.contains(credential.path("name").asText())) {
                journal.put(WROTE, "true").save();
                session.arm().delete(credential.path("id").asText(), FederationSpec.API_VERSION);
                return Turn.again(
                        Duration.ZERO,
                        "federated credential " + credential.path("name").asText() + ": deleted");
            }
        }
        return spec.role().isEmpty() ? done(journal, false) : role(session, journal, identity.get());
    }

    private Turn role(AksSession session, Journal journal, ArmResponse identity) throws Exception {
        String principal = identity.body().at("/properties/principalId").asText();
        RoleGrant grant = RoleGrant.of(spec.scope(), spec.role(), principal, "ServicePrincipal");
        Turn turn = new RoleRemoval<>(grant, AksSession.ACCESS).advance(session, journal.scope("role"));
        return turn instanceof Turn.Done done
                ? done(journal, Boolean.TRUE.equals(done.result().get("changed")))
                : turn;
    }

    private Turn done(Journal journal, boolean changed) {
        return Turn.done(Map.of("changed", changed || journal.get(WROTE).isPresent(), "identity", spec.identity()));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("some federated credentials of " + spec.identity() + " may have been deleted");
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(spec.identityId());
    }
}
