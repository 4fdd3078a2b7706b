package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The federated credential of one service account; one of any name that says the same is left as it is. */
final class FederatedCredential implements Operation<AksSession> {
    private static final String NAME = "name";

    /** What the service answers there, oddly enough. */
    private static final int NOT_IN_THIS_REGION = 405;

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
            List<JsonNode> existing = session.arm().list(spec.credentials(), FederationSpec.API_VERSION);
            journal.put(NAME, known(existing, spec, account, issuer).orElseGet(() -> spec.credentialName(account)))
                    .save();
        }
        try {
            return ensure(journal.get(NAME).orElseThrow()).advance(session, journal);
        } catch (ArmException refused) {
            throw refused.status() == NOT_IN_THIS_REGION ? noRegion(refused) : refused;
        }
    }

    private OperationException noRegion(ArmException refused) {
        return new OperationException(
                "managed identity " + spec.identity()
                        + ": the service has no federated credentials for identities of its"
                        + " region (" + refused.getMessage() + "). Use an identity of another region, which works for"
                        + " clusters of all regions: another name, with location: 'eastus'.",
                refused.data(),
                refused);
    }

    /** The name of the credential that is already the account's, or that of ours for it. */
    static Optional<String> known(
            List<JsonNode> existing, FederationSpec spec, ServiceAccountName account, String issuer) {
        String own = spec.credentialName(account);
        for (JsonNode credential : existing) {
            String name = credential.path("name").asText();
            boolean same = credential.at("/properties/issuer").asText().equals(issuer)
                    && credential.at("/properties/subject").asText().equals(account.subject());
            if (same || name.equalsIgnoreCase(own)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
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
