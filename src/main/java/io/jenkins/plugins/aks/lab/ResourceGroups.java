package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Resource groups as Azure Resource Manager keeps them (azure-operations.md section 1). */
final class ResourceGroups {

    private static final Pattern NAME = Pattern.compile("[-\\w._()]{0,89}[-\\w_()]");
    private static final Pattern LOCATION = Pattern.compile("[a-z0-9]+");

    private static final int READABLE = 60;

    private ResourceGroups() {}

    static String checkedName(String parameter, String name) throws InvalidParameterException {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "1 to 90 letters, digits, and - _ . ( ), not ending with a full stop",
                    "Give the name of a resource group.");
        }
        return name;
    }

    /** The location as Resource Manager writes it: {@code East US} becomes {@code eastus}. */
    static String checkedLocation(String parameter, String location) throws InvalidParameterException {
        String normal = normalLocation(location);
        if (!LOCATION.matcher(normal).matches()) {
            throw new InvalidParameterException(
                    parameter,
                    location,
                    "the name of an Azure region, e.g. eastus",
                    "Pass it to the step, or to the withAks block around it.");
        }
        return normal;
    }

    /** Refuses a location that the subscription does not have, before anything is written there. */
    static void requireLocation(Arm arm, String subscription, String location)
            throws OperationException, TransientException {
        Set<String> offered = new TreeSet<>();
        for (JsonNode each : arm.list("/subscriptions/" + subscription + "/locations", ApiVersions.SUBSCRIPTIONS)) {
            boolean logical = "Logical".equals(each.at("/metadata/regionType").asText());
            if (!logical) {
                offered.add(each.path("name").asText());
            }
        }
        if (!offered.isEmpty() && !offered.contains(location)) {
            throw new InvalidParameterException(
                    "location",
                    location,
                    "a location of this subscription: " + String.join(", ", offered),
                    "Choose one of them.");
        }
    }

    /** A name of its own for each step of each build, the same after a restart. */
    static String nameFor(String key) {
        String readable = key.replaceAll("[^A-Za-z0-9]+", "-");
        String end = readable.substring(Math.max(0, readable.length() - READABLE));
        return "lab-" + Integer.toHexString(key.hashCode()) + (end.startsWith("-") ? "" : "-") + end;
    }

    static String normalLocation(String location) {
        return location == null ? "" : location.replace(" ", "").toLowerCase(java.util.Locale.ROOT);
    }

    static ResourceTarget target(String subscription, String name) {
        return ResourceTarget.of(
                "resource group " + name,
                "/subscriptions/" + subscription + "/resourceGroups/" + name,
                ApiVersions.RESOURCES);
    }
}
