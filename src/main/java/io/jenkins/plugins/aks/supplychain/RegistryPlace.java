package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/**
 * An Azure container registry.
 *
 * @param id the resource's
 * @param loginServer as image names have it
 */
record RegistryPlace(String id, String name, String loginServer) {
    private static final String TYPE = "Microsoft.ContainerRegistry/registries";
    private static final String ALLOWED =
            "the name of a container registry in the resource group, or a registry's resource id";

    /** Refuses what can't be a registry; sends nothing. */
    static void check(String given) throws InvalidParameterException {
        boolean good = given != null
                && (given.matches("(?i)/subscriptions/.+/providers/Microsoft.ContainerRegistry/registries/[^/]+")
                        || given.matches("[A-Za-z0-9]{5,50}"));
        if (!good) {
            throw new InvalidParameterException(
                    "registry", given, ALLOWED, "azureDeploy(builtin: 'lab') makes one, its output registryName.");
        }
    }

    /** @param group the id of the resource group where a registry of a bare name is */
    static RegistryPlace find(Arm arm, String group, String given) throws OperationException, TransientException {
        String id = given.startsWith("/") ? given : group + "/providers/" + TYPE + "/" + given;
        Optional<ArmResponse> found = arm.find(id, ApiVersions.CONTAINER_REGISTRY);
        JsonNode body = found.orElseThrow(() -> new InvalidParameterException(
                        "registry",
                        given,
                        ALLOWED,
                        "There is no " + id + ": create it first, or correct name and resource group."))
                .body();
        return new RegistryPlace(
                body.path("id").asText(id),
                body.path("name").asText(given),
                body.at("/properties/loginServer").asText());
    }
}
