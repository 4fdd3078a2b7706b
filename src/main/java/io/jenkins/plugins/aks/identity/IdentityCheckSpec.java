package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.azure.StableGuid;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be checked.
 *
 * @param vault a vault's name in the group, or its resource id
 * @param key identifies the step's call, for the pod's name
 * @param accessWait how long to wait for what passes by itself
 */
record IdentityCheckSpec(
        String group,
        String clusterId,
        String cluster,
        ServiceAccountName account,
        String vault,
        String secret,
        String image,
        Map<String, String> labels,
        String key,
        Duration accessWait) {
    static IdentityCheckSpec of(
            AksScope scope,
            String account,
            String vault,
            String secret,
            String image,
            Map<String, String> labels,
            String accessWait)
            throws InvalidParameterException {
        VaultPlace.check("vault", vault);
        if (secret == null || !secret.matches("[0-9a-zA-Z-]{1,127}")) {
            throw new InvalidParameterException(
                    "secret",
                    secret,
                    "the name of a secret in the vault",
                    "Set one with keyVaultSecret, best one that is used for nothing else.");
        }
        Duration wait = accessWait.equals("0") ? Duration.ZERO : Durations.parse(accessWait, "accessWait");
        return new IdentityCheckSpec(
                scope.groupId(),
                scope.clusterId(),
                scope.cluster(),
                ServiceAccountName.parse("serviceAccount", account),
                vault,
                secret,
                image,
                labels.isEmpty() ? Map.of(ClusterIdentity.USE, "true") : new TreeMap<>(labels),
                scope.key(),
                wait);
    }

    ProbePod pod(int attempt) {
        String unique = StableGuid.of(key, account.subject()).substring(0, 8);
        return new ProbePod(account, "workload-identity-probe-" + unique + "-" + attempt, image, labels);
    }

    String title() {
        return "workload identity of " + account;
    }
}
