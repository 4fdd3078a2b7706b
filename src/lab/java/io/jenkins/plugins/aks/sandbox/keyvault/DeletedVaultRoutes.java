package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.time.Duration;

/** Deleted vaults: list, show, purge. */
final class DeletedVaultRoutes {
    private static final String TYPE = "Microsoft.KeyVault/deletedVaults";
    private static final String IN_LOCATION = "Microsoft.KeyVault/locations/deletedVaults";
    private static final String PLACE =
            "/subscriptions/{subscription}/providers/Microsoft.KeyVault/locations/{location}";
    private static final String ONE = PLACE + "/deletedVaults/{vault}";
    private static final String PURGE = "vault.purge";
    private static final Duration PURGE_TIME = Duration.ofSeconds(20);

    private final ArmContext arm;
    private final DeletedVaults deleted;

    DeletedVaultRoutes(ArmContext arm, DeletedVaults deleted) {
        this.arm = arm;
        this.deleted = deleted;
    }

    void add() {
        arm.operations().onCompletion(PURGE, operation -> {
            if (operation.succeeded()) {
                deleted.purge(operation.target());
            }
        });
        arm.routes()
                .add(
                        "GET",
                        "/subscriptions/{subscription}/providers/" + TYPE,
                        TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                deleted.all().stream()
                                        .map(vault -> shown(call, vault))
                                        .toList()));
        arm.routes().add("GET", ONE, IN_LOCATION, call -> WebResponse.json(200, shown(call, require(call))));
        arm.routes().add("POST", ONE + "/purge", IN_LOCATION, this::purge);
        arm.routes().add("GET", PLACE + "/operationResults/{operation}", "Microsoft.KeyVault/locations", this::status);
    }

    private WebResponse purge(ArmCall call) {
        ObjectNode vault = require(call);
        if (vault.at("/resource/properties/enablePurgeProtection").asBoolean()) {
            throw new ArmRefusal(
                    405,
                    "MethodNotAllowed",
                    "Operation \"purge\" is not allowed because purge protection is enabled for this vault. Key Vault"
                            + " service will automatically purge it after the retention period has passed.");
        }
        String name = vault.path("name").asText();
        Operation operation = arm.operations().running(name).orElseGet(() -> arm.operations()
                .begin(PURGE, name, call.parameter("location"), PURGE_TIME, call.crash()));
        return accepted(call, operation);
    }

    private WebResponse status(ArmCall call) {
        Operation operation = arm.operations()
                .find(call.parameter("operation"))
                .orElseThrow(() -> new ArmRefusal(
                        404, "NotFound", "The operation '" + call.parameter("operation") + "' could not be found."));
        return operation.isRunning() ? accepted(call, operation) : WebResponse.empty(operation.succeeded() ? 200 : 500);
    }

    private WebResponse accepted(ArmCall call, Operation operation) {
        return WebResponse.empty(202)
                .with(
                        "Location",
                        arm.sandbox().url() + "/subscriptions/" + call.subscription()
                                + "/providers/Microsoft.KeyVault/locations/" + call.parameter("location")
                                + "/operationResults/" + operation.id() + "?api-version=" + call.apiVersion())
                .with("Retry-After", String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(10))));
    }

    private ObjectNode require(ArmCall call) {
        return deleted.find(call.parameter("vault"))
                .filter(vault -> vault.at("/resource/location").asText().equals(call.parameter("location")))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "DeletedVaultNotFound",
                        "The specified deleted vault '" + call.parameter("vault") + "' does not exist."));
    }

    private static ObjectNode shown(ArmCall call, ObjectNode vault) {
        String name = vault.path("name").asText();
        String location = vault.at("/resource/location").asText();
        ObjectNode json = Json.object()
                .put(
                        "id",
                        "/subscriptions/" + call.subscription() + "/providers/Microsoft.KeyVault/locations/" + location
                                + "/deletedVaults/" + name)
                .put("name", name)
                .put("type", TYPE);
        ObjectNode properties = json.putObject("properties")
                .put("vaultId", vault.path("id").asText())
                .put("location", location)
                .put("deletionDate", vault.path("deletionDate").asText())
                .put("scheduledPurgeDate", vault.path("scheduledPurgeDate").asText());
        properties.set("tags", vault.at("/resource/tags"));
        if (vault.at("/resource/properties/enablePurgeProtection").asBoolean()) {
            properties.put("purgeProtectionEnabled", true);
        }
        return json;
    }
}
