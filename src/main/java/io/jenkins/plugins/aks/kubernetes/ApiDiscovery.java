package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the kinds that a word means, as kubectl does, from the API server's own discovery. A group whose server does not
 * answer is left out, unless the word names that group: one broken APIService must not hide what all others serve.
 */
public final class ApiDiscovery {

    private final ApiReader reader;
    private final List<String> unavailable = new ArrayList<>();

    public ApiDiscovery(ApiReader reader) {
        this.reader = reader;
    }

    /**
     * The kinds that {@code word} names: one for a kind, more for a category such as {@code all}, none for an unknown
     * word. The core group is asked first and the rest only as far as needed; versions that a group does not prefer come
     * last, for kinds that it serves in no other.
     */
    public List<ApiResource> find(String word) throws IOException {
        List<ApiResource> category = new ArrayList<>();
        List<GroupVersion> others = new ArrayList<>();
        for (GroupVersion served : preferred(others)) {
            for (ApiResource resource : resources(served, word)) {
                if (resource.answersTo(word)) {
                    return List.of(resource);
                }
                if (resource.categories().contains(word)) {
                    category.add(resource);
                }
            }
        }
        return category.isEmpty() ? among(others, word) : category;
    }

    /** The groups with their versions that {@link #find} left out because they did not answer. */
    public List<String> unavailable() {
        return List.copyOf(unavailable);
    }

    private List<ApiResource> among(List<GroupVersion> others, String word) throws IOException {
        for (GroupVersion served : others) {
            for (ApiResource resource : resources(served, word)) {
                if (resource.answersTo(word)) {
                    return List.of(resource);
                }
            }
        }
        return List.of();
    }

    private List<GroupVersion> preferred(List<GroupVersion> others) throws IOException {
        List<GroupVersion> preferred = new ArrayList<>(List.of(new GroupVersion("", "v1")));
        for (JsonNode group : reader.get("apis", ApiReader.JSON).path("groups")) {
            String name = group.path("name").asText();
            String first = group.at("/preferredVersion/version").asText();
            for (JsonNode version : group.path("versions")) {
                String served = version.path("version").asText();
                if (first.isEmpty()) {
                    first = served;
                } else if (!first.equals(served)) {
                    others.add(new GroupVersion(name, served));
                }
            }
            if (!first.isEmpty()) {
                preferred.add(new GroupVersion(name, first));
            }
        }
        return preferred;
    }

    private List<ApiResource> resources(GroupVersion served, String word) throws IOException {
        List<ApiResource> resources = new ArrayList<>();
        JsonNode list;
        try {
            list = reader.get(served.path(), ApiReader.JSON);
        } catch (KubernetesClientException refused) {
            boolean silent = refused.getCode() == 503 || refused.getCode() == 404;
            if (!silent || served.group().isEmpty() || served.isNamedBy(word)) {
                throw refused;
            }
            unavailable.add(served.text());
            return resources;
        }
        for (JsonNode described : list.path("resources")) {
            boolean subresource = described.path("name").asText().contains("/");
            if (!subresource) {
                resources.add(ApiResource.of(served.group(), served.version(), described));
            }
        }
        return resources;
    }

    /** @param group empty for the core group */
    private record GroupVersion(String group, String version) {

        String path() {
            return group.isEmpty() ? "api/" + version : "apis/" + text();
        }

        String text() {
            return group + "/" + version;
        }

        boolean isNamedBy(String word) {
            return word.toLowerCase(Locale.ROOT).endsWith("." + group);
        }
    }
}
