package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;

/** What a vault must and must not be, and what it is where nothing is said. */
final class VaultRules {
    private static final int LONGEST_RETENTION = 90;
    private static final int MOST_POLICIES = 1024;

    private final ArmDocument vault;
    private final ObjectNode properties;

    VaultRules(ArmDocument vault) {
        this.vault = vault;
        this.properties = vault.properties();
    }

    void check() {
        require("tenantId");
        require("sku");
        if (!properties.path("sku").has("name") || !properties.path("sku").has("family")) {
            throw refusal("The parameter sku is not specified completely: it has a family and a name.");
        }
        softDelete();
        purgeProtection();
        absent("enabledForDeployment", false);
        absent("enableRbacAuthorization", false);
        if (!properties.has("publicNetworkAccess")) {
            properties.put("publicNetworkAccess", "Enabled");
        }
        policies();
    }

    private void softDelete() {
        if (!properties.path("enableSoftDelete").asBoolean(true)) {
            throw refusal(
                    "The property \"enableSoftDelete\" can be set to false only for creating new vault. Enabling the"
                            + " 'soft delete' functionality is an irreversible action.");
        }
        properties.put("enableSoftDelete", true);
        int before = vault.internal().path("retention").asInt();
        int days = properties.path("softDeleteRetentionInDays").asInt(before == 0 ? LONGEST_RETENTION : before);
        if (days < 7 || days > LONGEST_RETENTION) {
            throw refusal("The property \"softDeleteRetentionInDays\" must be between 7 and 90, but is " + days + ".");
        }
        if (before != 0 && before != days) {
            throw refusal("The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.");
        }
        properties.put("softDeleteRetentionInDays", days);
        vault.internal().put("retention", days);
    }

    private void purgeProtection() {
        if (properties.has("enablePurgeProtection")
                && !properties.path("enablePurgeProtection").asBoolean()) {
            throw refusal(
                    "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for"
                            + " a vault is an irreversible action.");
        }
        if (properties.has("enablePurgeProtection")
                || vault.internal().path("purgeProtection").asBoolean()) {
            properties.put("enablePurgeProtection", true);
            vault.internal().put("purgeProtection", true);
        }
    }

    private void policies() {
        JsonNode policies = properties.path("accessPolicies");
        if (!policies.isArray()) {
            if (!properties.path("enableRbacAuthorization").asBoolean()) {
                throw refusal("The parameter accessPolicies is not specified.");
            }
            properties.putArray("accessPolicies");
        }
        if (policies.size() > MOST_POLICIES) {
            throw refusal("The number of access policies must not exceed " + MOST_POLICIES + ".");
        }
        for (JsonNode policy : policies) {
            if (policy.path("objectId").asText().isEmpty()
                    || !policy.path("permissions").isObject()) {
                throw refusal("An access policy lacks objectId or permissions.");
            }
        }
    }

    private void absent(String field, boolean value) {
        if (!properties.has(field)) {
            properties.put(field, value);
        }
    }

    private void require(String field) {
        if (!properties.hasNonNull(field)) {
            throw refusal("The parameter " + field + " is not specified.");
        }
    }

    private static ArmRefusal refusal(String message) {
        return new ArmRefusal(400, "BadRequest", message);
    }
}
