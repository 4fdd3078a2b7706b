package io.jenkins.plugins.aks.fleet;

import java.util.Map;

/**
 * The fleet that is wanted.
 *
 * @param location empty for the resource group's
 * @param hub whether it has a hub cluster
 * @param privateHub whether the hub's API server is reachable from its network only
 * @param vmSize of the hub's node; empty for the service's choice
 * @param identityId of a user-assigned identity, or empty
 * @param tags that the fleet must have besides ours
 */
record FleetSpec(
        String id,
        String location,
        boolean hub,
        boolean privateHub,
        String vmSize,
        boolean managedIdentity,
        String identityId,
        Map<String, String> tags) {

    String name() {
        return Fleets.nameOf(id);
    }

    String subject() {
        return "fleet " + name();
    }
}
