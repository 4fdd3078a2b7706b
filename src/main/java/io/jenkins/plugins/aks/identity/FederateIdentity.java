package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.RoleAssignment;
import io.jenkins.plugins.aks.azure.RoleGrant;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A managed identity as which service accounts act: the identity, a federated credential and an annotated service account
 * for each of them, and a role. One writer at a time for each identity, since Entra takes one change at a time.
 */
final class FederateIdentity {
    private static final String IDENTITY = "identity";
    private static final String ISSUER = "issuer";
    private static final String LIMITS = "limits";
    private static final String ROLE = "role";

    private FederateIdentity() {}

    static Operation<AksSession> of(FederationSpec spec) {
        Sequence.Builder<AksSession> sequence = Sequence.<AksSession>named()
                .then(ISSUER, (session, journal) -> issuer(session, spec))
                .thenFrom(LIMITS, results -> new FederationLimits(spec, text(results, ISSUER, "issuer")))
                .thenFrom(IDENTITY, results -> identity(spec, text(results, LIMITS, FederationLimits.LOCATION)));
        for (ServiceAccountName account : spec.accounts()) {
            sequence.thenFrom(
                    "credential of " + account,
                    results -> new FederatedCredential(spec, account, text(results, ISSUER, "issuer")));
        }
        sequence.thenFrom(
                "service accounts", results -> new AnnotatedAccounts(spec, text(results, IDENTITY, "clientId")));
        if (!spec.role().isEmpty()) {
            sequence.thenFrom(
                    ROLE,
                    results -> new RoleAssignment<>(
                            RoleGrant.of(
                                    spec.scope(),
                                    spec.role(),
                                    text(results, IDENTITY, "principalId"),
                                    "ServicePrincipal"),
                            AksSession.ACCESS,
                            Optional.empty()));
        }
        return sequence.writing(spec.identityId())
                .returning(results -> result(spec, results))
                .build();
    }

    private static String text(Map<String, Map<String, Object>> results, String phase, String key) {
        return String.valueOf(results.get(phase).get(key));
    }

    private static Turn issuer(AksSession session, FederationSpec spec) throws OperationException, TransientException {
        ObjectNode cluster = session.arm()
                .find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE)
                .orElseThrow(() -> new OperationException(
                        "cluster " + spec.cluster() + " does not exist. Make it with aksCreate, or correct the name."))
                .body();
        if (!ClusterIdentity.isOn(cluster) || ClusterIdentity.issuer(cluster).isEmpty()) {
            throw new OperationException("cluster " + spec.cluster()
                    + ": workload identity is off. Switch it on with enableWorkloadIdentity first.");
        }
        return Turn.done(Map.of("issuer", ClusterIdentity.issuer(cluster)));
    }

    private static Operation<AksSession> identity(FederationSpec spec, String location) {
        return new EnsureResource<>(
                spec.identityTarget(),
                AksSession.ACCESS,
                (session, current) -> current.isPresent() ? Optional.empty() : Optional.of(fresh(session, location)),
                (session, current, changed) -> {
                    Map<String, Object> result = new LinkedHashMap<>();
                    result.put("changed", changed);
                    result.put("clientId", current.at("/properties/clientId").asText());
                    result.put(
                            "principalId", current.at("/properties/principalId").asText());
                    return result;
                });
    }

    private static ObjectNode fresh(AksSession session, String location) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", location);
        return Tags.put(body, session.tags());
    }

    private static Map<String, Object> result(FederationSpec spec, Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        result.put("identity", spec.identity());
        result.put("identityId", spec.identityId());
        result.put("clientId", text(results, IDENTITY, "clientId"));
        result.put("principalId", text(results, IDENTITY, "principalId"));
        result.put("issuer", text(results, ISSUER, "issuer"));
        result.put(
                "subjects",
                List.copyOf(spec.accounts().stream()
                        .map(ServiceAccountName::subject)
                        .toList()));
        return result;
    }
}
