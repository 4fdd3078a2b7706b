package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** What the hub's admission refuses of a ClusterResourcePlacement. */
final class PlacementRules {
    private PlacementRules() {}

    /** @throws ApiError 403, as an admission webhook's denial */
    static void check(ResourceType type, JsonNode object) {
        if (!type.qualified().equals(FleetTypes.PLACEMENTS.qualified())) {
            return;
        }
        JsonNode policy = Json.at(object, "spec", "policy");
        boolean names = !policy.path("clusterNames").isEmpty();
        boolean number = policy.has("numberOfClusters");
        switch (placementType(policy)) {
            case "PickFixed" -> {
                deny(!names, type, "cluster names cannot be empty for policy type PickFixed");
                deny(number, type, "number of clusters must be nil for policy type PickFixed");
                deny(policy.has("affinity"), type, "affinity must be nil for policy type PickFixed");
                deny(policy.has("tolerations"), type, "tolerations needs to be empty for policy type PickFixed");
            }
            case "PickN" -> {
                deny(!number, type, "number of cluster cannot be nil for policy type PickN");
                deny(policy.path("numberOfClusters").asInt() < 0, type, "number of clusters cannot be 0 or negative");
                deny(names, type, "cluster names needs to be empty for policy type PickN");
            }
            default -> {
                deny(names, type, "cluster names needs to be empty for policy type PickAll");
                deny(number, type, "number of clusters must be nil for policy type PickAll");
                deny(
                        policy.has("topologySpreadConstraints"),
                        type,
                        "topology spread constraints needs to be empty for policy type PickAll");
            }
        }
        for (JsonNode selector : Json.at(object, "spec", "resourceSelectors")) {
            boolean both = selector.hasNonNull("name") && selector.hasNonNull("labelSelector");
            deny(both, type, "the labelSelector and name fields are mutually exclusive in selector");
        }
    }

    static void keep(ResourceType type, JsonNode live, JsonNode changed) {
        if (type.qualified().equals(FleetTypes.PLACEMENTS.qualified())) {
            String before = placementType(Json.at(live, "spec", "policy"));
            String after = placementType(Json.at(changed, "spec", "policy"));
            deny(!before.equals(after), type, "placement type is immutable");
        }
    }

    static String placementType(JsonNode policy) {
        return policy.path("placementType").asText("PickAll");
    }

    private static void deny(boolean wrong, ResourceType type, String why) {
        if (wrong) {
            throw ApiError.of(
                    403,
                    "Forbidden",
                    "admission webhook \"fleet." + type.kind().toLowerCase(java.util.Locale.ROOT)
                            + ".validating\" denied the request: " + why);
        }
    }
}
