package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pools of a cluster that the parameter {@code pools} names. */
final class PoolChoice {
    private PoolChoice() {}

    /**
     * @param wanted names, in the order in which they are to be taken; empty for all, in the cluster's order
     * @return as the cluster lists them
     */
    static List<JsonNode> of(JsonNode cluster, PoolPlace place, List<String> wanted) throws InvalidParameterException {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        cluster.at("/properties/agentPoolProfiles")
                .forEach(pool -> all.put(pool.path("name").asText(), pool));
        if (wanted.isEmpty()) {
            return List.copyOf(all.values());
        }
        List<JsonNode> chosen = new ArrayList<>();
        for (String name : wanted) {
            if (!all.containsKey(name)) {
                throw new InvalidParameterException(
                        "pools",
                        name,
                        "pools of cluster " + place.cluster() + ": " + String.join(", ", all.keySet()),
                        "Correct the name, or leave pools out for all of them.");
            }
            chosen.add(all.get(name));
        }
        return chosen;
    }
}
