package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Locale;
import java.util.Map;

/** Names and ids of fleets and members, and the rules for them (azure-operations section 13). */
final class Fleets {
    static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";

    private static final String FLEET_NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final String MEMBER_NAME = "[a-z0-9]([-a-z0-9]{0,48}[a-z0-9])?";

    private Fleets() {}

    /** @param parameter what the step calls it */
    static String id(AksScope scope, String name, String parameter) throws InvalidParameterException {
        if (name == null || !name.matches(FLEET_NAME)) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "the name of a fleet: 1 to 63 lower-case letters, digits and hyphens",
                    name == null
                            ? "Give it to the step, or to a withAks { } around it."
                            : "Correct the name; fleetCreate makes fleets.");
        }
        return scope.groupId() + "/providers/Microsoft.ContainerService/fleets/" + name;
    }

    static String nameOf(String id) {
        return ResourceId.parse(id).name();
    }

    /** As GET gives it. */
    static JsonNode require(AksSession session, String fleetId) throws OperationException, TransientException {
        return session.arm()
                .find(fleetId, ApiVersions.FLEETS)
                .map(ArmResponse::body)
                .orElseThrow(() -> new OperationException(
                        "fleet " + nameOf(fleetId)
                                + " does not exist. Make it with fleetCreate, or correct the name and"
                                + " the resource group.",
                        Map.of("code", "ResourceNotFound", "resource", fleetId),
                        null));
    }

    static boolean hasHub(JsonNode fleet) {
        return fleet.at("/properties/hubProfile").isObject();
    }

    /** What a member of this name, or of a cluster of this name, is called: in lower case, as the service demands. */
    static String memberName(String parameter, String name) throws InvalidParameterException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.matches(MEMBER_NAME)) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "what in lower case is the name of a member: 1 to 50 letters, digits and hyphens",
                    "Join this cluster by itself and give the member's name.");
        }
        return lower;
    }

    /** A group has the rules of a member's name, and is not made lower-case: two groups would become one. */
    static void checkGroup(String group) throws InvalidParameterException {
        if (group != null && !group.matches(MEMBER_NAME)) {
            throw new InvalidParameterException(
                    "group", group, "1 to 50 lower-case letters, digits and hyphens", "Correct the group's name.");
        }
    }
}
