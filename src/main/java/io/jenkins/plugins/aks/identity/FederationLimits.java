package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a federation cannot be is told before anything is made: a region without it, and more than 20 credentials. */
final class FederationLimits implements Operation<AksSession> {
    static final String LOCATION = "location";

    /**
     * Where identities can have no federated credentials, as Microsoft's page lists them: no API tells it. Where a region has
     * left the list since, an identity with a credential shows it.
     *
     * @see <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations">Important
     *     considerations and restrictions for federated identity credentials</a>
     */
    private static final Set<String> REGIONS_WITHOUT = Set.of("malaysiasouth", "newzealandnorth");

    private final FederationSpec spec;
    private final String issuer;

    FederationLimits(FederationSpec spec, String issuer) {
        this.spec = spec;
        this.issuer = issuer;
    }

    /** Gives the {@code location} of the identity, or the one in which it is to be made. */
    @Override
    public Turn advance(AksSession session, Journal journal) throws OperationException, TransientException {
        Optional<ArmResponse> identity = session.arm().find(spec.identityId(), FederationSpec.API_VERSION);
        List<JsonNode> existing =
                identity.isPresent() ? session.arm().list(spec.credentials(), FederationSpec.API_VERSION) : List.of();
        String location =
                identity.isPresent() ? identity.get().body().path(LOCATION).asText() : planned(session.arm());
        if (existing.isEmpty() && REGIONS_WITHOUT.contains(normal(location))) {
            throw new InvalidParameterException(
                    identity.isPresent() ? "identity" : LOCATION,
                    identity.isPresent() ? spec.identity() + " (" + location + ")" : location,
                    "a region in which managed identities can have federated credentials: all but "
                            + String.join(
                                    ", ", REGIONS_WITHOUT.stream().sorted().toList()),
                    "Use an identity of another region, which works for clusters of all regions: location: 'eastus'"
                            + (identity.isPresent() ? ", with another name." : "."));
        }
        requireRoom(existing);
        return Turn.done(Map.of(LOCATION, location));
    }

    private String planned(Arm arm) throws OperationException, TransientException {
        return spec.location().isEmpty()
                ? arm.get(spec.group(), ApiVersions.RESOURCES)
                        .body()
                        .path(LOCATION)
                        .asText()
                : spec.location();
    }

    /** {@code Malaysia South} and {@code malaysiasouth} are the same. */
    private static String normal(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private void requireRoom(List<JsonNode> existing) throws InvalidParameterException {
        long more = spec.accounts().stream()
                .filter(account -> FederatedCredential.known(existing, spec, account, issuer)
                        .isEmpty())
                .count();
        if (existing.size() + more > FederationSpec.MOST) {
            throw new InvalidParameterException(
                    "identity",
                    spec.identity(),
                    "an identity with room for " + more + " more of at most " + FederationSpec.MOST
                            + " federated credentials; it has " + existing.size(),
                    "Delete those that nobody needs (state: 'absent'), or use another identity.");
        }
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("nothing was written");
    }
}
