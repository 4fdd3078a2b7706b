package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets of one vault (azure-operations sections 8 and 17). What is returned may hold a value in clear: nothing of it
 * goes to a log, a journal or an exception.
 */
public final class VaultSecrets {
    private static final String VERSION = VaultPlace.DATA_API_VERSION;

    private final Arm vault;

    /** @param vault its own endpoint */
    public VaultSecrets(Arm vault) {
        this.vault = vault;
    }

    /** One that is not deleted, with its value. */
    public Optional<JsonNode> find(String name, String version) throws OperationException, TransientException {
        return vault.find("/secrets/" + name + (version.isEmpty() ? "" : "/" + version), VERSION)
                .map(ArmResponse::body);
    }

    /** Whether there is one that is not deleted; asks for no value. */
    public boolean exists(String name) throws OperationException, TransientException {
        return vault.find("/secrets/" + name + "/versions?maxresults=1", VERSION)
                .filter(page -> !page.body().path("value").isEmpty())
                .isPresent();
    }

    public boolean isDeleted(String name) throws OperationException, TransientException {
        return vault.find("/deletedsecrets/" + name, VERSION).isPresent();
    }

    /** Makes a new version. */
    public void set(String name, ObjectNode body) throws OperationException, TransientException {
        vault.put("/secrets/" + name, VERSION, body, Map.of());
    }

    /** Changes all but the value. */
    public void update(String name, String version, ObjectNode body) throws OperationException, TransientException {
        vault.patch("/secrets/" + name + "/" + version, VERSION, body);
    }

    public void delete(String name) throws OperationException, TransientException {
        vault.delete("/secrets/" + name, VERSION);
    }

    public void recover(String name) throws OperationException, TransientException {
        vault.post("/deletedsecrets/" + name + "/recover", VERSION, null);
    }

    public void purge(String name) throws OperationException, TransientException {
        vault.delete("/deletedsecrets/" + name, VERSION);
    }

    /** Whether the caller may list secrets. */
    public void probe() throws OperationException, TransientException {
        vault.get("/secrets?maxresults=1", VERSION);
    }

    /** The last segment of a secret's id. */
    public static String versionOf(JsonNode secret) {
        String id = secret.path("id").asText();
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
