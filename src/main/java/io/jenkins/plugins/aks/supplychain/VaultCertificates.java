package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/** The certificates of one vault (notation 10). */
final class VaultCertificates {
    private static final String VERSION = VaultPlace.DATA_API_VERSION;

    private final Arm vault;

    /** @param vault its own endpoint */
    VaultCertificates(Arm vault) {
        this.vault = vault;
    }

    /** The newest version of one that is not deleted. */
    Optional<JsonNode> find(String name) throws OperationException, TransientException {
        return vault.find("/certificates/" + name, VERSION).map(ArmResponse::body);
    }

    /** The last operation that made, or makes, a version. */
    Optional<JsonNode> pending(String name) throws OperationException, TransientException {
        return vault.find("/certificates/" + name + "/pending", VERSION).map(ArmResponse::body);
    }

    boolean isDeleted(String name) throws OperationException, TransientException {
        return vault.find("/deletedcertificates/" + name, VERSION).isPresent();
    }

    void create(String name, ObjectNode body) throws OperationException, TransientException {
        vault.post("/certificates/" + name + "/create", VERSION, body);
    }

    void importOne(String name, ObjectNode body) throws OperationException, TransientException {
        vault.post("/certificates/" + name + "/import", VERSION, body);
    }

    void recover(String name) throws OperationException, TransientException {
        vault.post("/deletedcertificates/" + name + "/recover", VERSION, null);
    }

    void cancel(String name, ObjectNode body) throws OperationException, TransientException {
        vault.patch("/certificates/" + name + "/pending", VERSION, body);
    }
}
