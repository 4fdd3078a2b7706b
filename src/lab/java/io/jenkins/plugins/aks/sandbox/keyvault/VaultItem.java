package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of a vault with all its versions, oldest first. A version has {@code version}, {@code created},
 * {@code updated} (seconds), {@code attributes}, {@code tags} and what its kind needs; {@code sealed} is kept unreadable
 * (see {@link VaultItems#reveal}).
 */
public record VaultItem(ObjectNode json) {

    public String name() {
        return json.path("name").asText();
    }

    public List<ObjectNode> versions() {
        List<ObjectNode> versions = new ArrayList<>();
        for (JsonNode version : json.withArrayProperty("versions")) {
            versions.add((ObjectNode) version);
        }
        return versions;
    }

    public ObjectNode latest() {
        List<ObjectNode> versions = versions();
        return versions.get(versions.size() - 1);
    }

    /** @param version empty for the latest */
    public Optional<ObjectNode> version(String version) {
        return version.isEmpty()
                ? Optional.of(latest())
                : versions().stream()
                        .filter(v -> v.path("version").asText().equalsIgnoreCase(version))
                        .findFirst();
    }

    public boolean isDeleted() {
        return json.has("deleted");
    }
}
