package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Schema;

/** What a vault answers besides what every resource does: access policies one by one, and whether a name is free. */
final class VaultRoutes {
    static final String NAMES = "(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]";

    private final Schema nameSchema = Schema.load("nameAvailability", "BadRequest");
    private final Schema policySchema = Schema.load("accessPolicies", "BadRequest");
    private final ArmContext arm;
    private final DeletedVaults deleted;

    VaultRoutes(ArmContext arm, DeletedVaults deleted) {
        this.arm = arm;
        this.deleted = deleted;
    }

    void add() {
        arm.routes()
                .add(
                        "POST",
                        "/subscriptions/{subscription}/providers/Microsoft.KeyVault/checkNameAvailability",
                        Vault.TYPE,
                        this::name);
        arm.routes()
                .add(
                        "PUT",
                        "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + Vault.TYPE
                                + "/{vault}/accessPolicies/{kind}",
                        Vault.TYPE + "/accessPolicies",
                        this::policies);
    }

    private WebResponse name(ArmCall call) {
        String name = nameSchema.check(call.body()).path("name").asText();
        ObjectNode answer = Json.object();
        if (!name.matches(NAMES)) {
            answer.put("nameAvailable", false)
                    .put("reason", "AccountNameInvalid")
                    .put("message", "The vault name '" + name + "' is invalid: it must match " + NAMES + ".");
        } else if (isTaken(call, name)) {
            answer.put("nameAvailable", false)
                    .put("reason", "AlreadyExists")
                    .put("message", "The name '" + name + "' is already in use.");
        } else {
            answer.put("nameAvailable", true);
        }
        return WebResponse.json(200, answer);
    }

    private boolean isTaken(ArmCall call, String name) {
        return deleted.find(name).isPresent()
                || arm.documents().under("/subscriptions/" + call.subscription()).stream()
                        .anyMatch(d -> d.resource().path("type").asText().equals(Vault.TYPE)
                                && d.name().equalsIgnoreCase(name));
    }

    private WebResponse policies(ArmCall call) {
        ArmDocument vault = arm.documents()
                .find(Groups.id(call.subscription(), call.group()) + "/providers/" + Vault.TYPE + "/"
                        + call.parameter("vault"))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + Vault.TYPE + "/" + call.parameter("vault") + "' under resource group '"
                                + call.group() + "' was not found. For more details please go to"
                                + " https://aka.ms/ARMResourceNotFoundFix"));
        JsonNode given = policySchema.check(call.body()).at("/properties/accessPolicies");
        String kind = call.parameter("kind").toLowerCase(java.util.Locale.ROOT);
        if (!kind.matches("add|replace|remove")) {
            throw new ArmRefusal(400, "BadRequest", "The operation '" + kind + "' is none of add, replace, remove.");
        }
        ArrayNode result = Json.array();
        if (!kind.equals("replace")) {
            for (JsonNode policy : vault.properties().path("accessPolicies")) {
                if (!names(given, policy)) {
                    result.add(policy);
                }
            }
        }
        if (!kind.equals("remove")) {
            given.forEach(result::add);
        }
        vault.properties().set("accessPolicies", result);
        new VaultRules(vault).check();
        arm.documents().put(vault);
        ObjectNode answer =
                Json.object().put("id", vault.id() + "/accessPolicies/").put("type", Vault.TYPE + "/accessPolicies");
        answer.putObject("properties").set("accessPolicies", result);
        return WebResponse.json(200, answer);
    }

    private static boolean names(JsonNode policies, JsonNode one) {
        for (JsonNode policy : policies) {
            if (policy.path("objectId")
                    .asText()
                    .equalsIgnoreCase(one.path("objectId").asText())) {
                return true;
            }
        }
        return false;
    }
}
