package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Planned maintenance that is in force now: a window in which AKS may upgrade the cluster itself at any moment, or a span
 * that its owners closed for maintenance. The service lets a person upgrade in both; this is what it won't say.
 */
final class MaintenanceInForce {
    private static final String AUTO_UPGRADE = "aksManagedAutoUpgradeSchedule";
    private static final String NODE_OS = "aksManagedNodeOSUpgradeSchedule";

    private MaintenanceInForce() {}

    static List<String> problems(PreflightScene scene) throws OperationException, TransientException {
        List<String> problems = new ArrayList<>();
        Instant now = scene.session().clock().instant();
        String path = scene.place().clusterId() + "/maintenanceConfigurations";
        for (JsonNode configuration : scene.session().arm().list(path, ApiVersions.CONTAINER_SERVICE)) {
            String name = configuration.path("name").asText();
            MaintenanceSchedule schedule = MaintenanceJson.read(configuration);
            Optional<MaintenanceTime> closed = schedule.closed().stream()
                    .filter(span -> span.contains(now))
                    .findFirst();
            closed.ifPresent(span -> problems.add(
                    "the maintenance configuration " + name + " allows no maintenance until " + span.end() + "."));
            Optional<MaintenanceTime> open = schedule.next(now, 1).stream()
                    .filter(span -> span.contains(now))
                    .findFirst();
            if (closed.isEmpty() && mayAct(name, scene.cluster())) {
                open.ifPresent(span -> problems.add("the maintenance window " + name + " is open until " + span.end()
                        + ", and AKS may begin an upgrade of its own in it."));
            }
        }
        return problems;
    }

    /** Whether AKS has anything to do in the window: that depends on the cluster's channels. */
    private static boolean mayAct(String name, JsonNode cluster) {
        String channel = word(cluster, "/properties/autoUpgradeProfile/upgradeChannel");
        String nodes = word(cluster, "/properties/autoUpgradeProfile/nodeOSUpgradeChannel");
        boolean upgrades = !Set.of("", "none").contains(channel);
        boolean images = !Set.of("", "none", "unmanaged").contains(nodes);
        return switch (name) {
            case AUTO_UPGRADE -> upgrades;
            case NODE_OS -> images;
            default -> true;
        };
    }

    private static String word(JsonNode cluster, String pointer) {
        return cluster.at(pointer).asText("").toLowerCase(Locale.ROOT);
    }
}
