package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the kinds that a word means, as kubectl does, from the API server's own discovery. */
public final class ApiDiscovery {

    private final ApiReader reader;

    public ApiDiscovery(ApiReader reader) {
        this.reader = reader;
    }

    /**
     * The kinds that {@code word} names: one for a kind, more for a category such as {@code all}, none for an unknown
     * word. The core group is asked first and the rest only as far as needed.
     */
    public List<ApiResource> find(String word) throws IOException {
        List<ApiResource> category = new ArrayList<>();
        for (String root : roots()) {
            for (ApiResource resource : resources(root)) {
                if (resource.answersTo(word)) {
                    return List.of(resource);
                }
                if (resource.categories().contains(word)) {
                    category.add(resource);
                }
            }
        }
        return category;
    }

    private List<String> roots() throws IOException {
        List<String> roots = new ArrayList<>(List.of("api/v1"));
        for (JsonNode group : reader.get("apis", ApiReader.JSON).path("groups")) {
            roots.add("apis/" + group.at("/preferredVersion/groupVersion").asText());
        }
        return roots;
    }

    private List<ApiResource> resources(String root) throws IOException {
        String[] parts = root.split("/");
        String group = parts.length == 3 ? parts[1] : "";
        List<ApiResource> resources = new ArrayList<>();
        for (JsonNode described : reader.get(root, ApiReader.JSON).path("resources")) {
            boolean subresource = described.path("name").asText().contains("/");
            if (!subresource) {
                resources.add(ApiResource.of(group, parts[parts.length - 1], described));
            }
        }
        return resources;
    }
}
