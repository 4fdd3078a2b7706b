package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The federated credential of one service account; one of any name that says the same is left as it is. */
final class FederatedCredential implements Operation<AksSession> {
    private static final String NAME = "name";

    private final FederationSpec spec;
    private final ServiceAccountName account;
    private final String issuer;

    FederatedCredential(FederationSpec spec, ServiceAccountName account, String issuer) {
        this.spec = spec;
        this.account = account;
        this.issuer = issuer;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (journal.get(NAME).isEmpty()) {
            journal.put(NAME, name(session.arm().list(spec.credentials(), FederationSpec.API_VERSION)))
                    .save();
        }
        return ensure(journal.get(NAME).orElseThrow()).advance(session, journal);
    }

    private String name(List<JsonNode> existing) throws InvalidParameterException {
        String own = spec.credentialName(account);
        for (JsonNode credential : existing) {
            boolean same = credential.at("/properties/issuer").asText().equals(issuer)
                    && credential.at("/properties/subject").asText().equals(account.subject());
            if (same || credential.path("name").asText().equalsIgnoreCase(own)) {
                return credential.path("name").asText();
            }
        }
        if (existing.size() >= FederationSpec.MOST) {
            throw new InvalidParameterException(
                    "identity",
                    spec.identity(),
                    "an identity with fewer than " + FederationSpec.MOST + " federated credentials; it has "
                            + existing.size(),
                    "Delete those that nobody needs (state: 'absent'), or use another identity.");
        }
        return own;
    }

    private EnsureResource<AksSession> ensure(String name) {
        return new EnsureResource<>(
                spec.credential(account, name),
                AksSession.ACCESS,
                (session, current) -> change(current),
                (session, current, changed) -> Map.of("changed", changed, "name", name));
    }

    private Optional<ObjectNode> change(Optional<ObjectNode> current) {
        JsonNode properties =
                current.<JsonNode>map(c -> c.path("properties")).orElseGet(JsonNodeFactory.instance::missingNode);
        boolean same = properties.path("issuer").asText().equals(issuer)
                && properties.path("subject").asText().equals(account.subject())
                && properties.path("audiences").size() == 1
                && properties.path("audiences").path(0).asText().equals(spec.audience());
        if (same) {
            return Optional.empty();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties")
                .put("issuer", issuer)
                .put("subject", account.subject())
                .putArray("audiences")
                .add(spec.audience());
        return Optional.of(body);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("the federated credential of " + account + " may have been made");
    }
}
