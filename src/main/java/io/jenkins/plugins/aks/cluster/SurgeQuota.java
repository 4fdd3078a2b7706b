package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the subscription may have the surge nodes of each pool; pools are upgraded one after the other. */
final class SurgeQuota {
    private SurgeQuota() {}

    static List<String> problems(PreflightScene scene) throws OperationException, TransientException {
        List<String> problems = new ArrayList<>();
        String subscription = scene.place().subscription();
        Quotas quotas = Quotas.of(scene.session().arm(), subscription, scene.location());
        VmSizes sizes = VmSizes.of(scene.session().arm(), subscription, scene.location());
        for (JsonNode pool : scene.pools()) {
            int surge = scene.settings().surgeNodes(pool);
            boolean spot = "Spot".equals(pool.path("scaleSetPriority").asText());
            // A size that Compute lists no more is for the service to judge.
            Optional<VmSize> size = sizes.all().stream()
                    .filter(each ->
                            each.name().equalsIgnoreCase(pool.path("vmSize").asText()))
                    .findFirst();
            size.flatMap(found -> quotas.missing(found, surge, spot))
                    .ifPresent(missing -> problems.add("the surge nodes of pool "
                            + pool.path("name").asText() + ": " + missing
                            + ". Ask for more quota, or lower maxSurge."));
        }
        return problems;
    }
}
