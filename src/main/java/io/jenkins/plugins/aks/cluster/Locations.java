package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The locations in which AKS makes clusters, as its resource provider says. */
final class Locations {
    private Locations() {}

    /** {@code West Europe} and {@code westeurope} are the same. */
    static String normal(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    static void require(Arm arm, String subscription, String location) throws OperationException, TransientException {
        JsonNode provider = arm.get(
                        "/subscriptions/" + subscription + "/providers/Microsoft.ContainerService",
                        ApiVersions.RESOURCES)
                .body();
        Set<String> offered = new TreeSet<>();
        for (JsonNode type : provider.path("resourceTypes")) {
            if ("managedClusters".equalsIgnoreCase(type.path("resourceType").asText())) {
                type.path("locations").forEach(each -> offered.add(normal(each.asText())));
            }
        }
        if (!offered.isEmpty() && !offered.contains(location)) {
            throw new InvalidParameterException(
                    "location",
                    location,
                    "a location in which AKS is offered to this subscription: " + String.join(", ", offered),
                    "Choose one of them.");
        }
    }
}
