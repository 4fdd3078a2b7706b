package io.jenkins.plugins.aks.sandbox.keyvault;

import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.Locale;

/** A key vault as its own endpoint sees it. */
public record Vault(ArmDocument document) {
    static final String TYPE = "Microsoft.KeyVault/vaults";

    public String id() {
        return document.id();
    }

    public String name() {
        return document.name();
    }

    /** Where its data plane is, without a slash at the end. */
    public String url() {
        return document.properties().path("vaultUri").asText().replaceAll("/+$", "");
    }

    public String location() {
        return document.resource().path("location").asText();
    }

    /** Whether Azure RBAC decides; else the access policies do. */
    public boolean usesRoles() {
        return document.properties().path("enableRbacAuthorization").asBoolean();
    }

    public int retentionDays() {
        return document.properties().path("softDeleteRetentionInDays").asInt();
    }

    public boolean isPurgeProtected() {
        return document.properties().path("enablePurgeProtection").asBoolean();
    }

    /** e.g. {@code Recoverable+Purgeable}. */
    public String recoveryLevel() {
        return (retentionDays() < 90 ? "CustomizedRecoverable" : "Recoverable")
                + (isPurgeProtected() ? "" : "+Purgeable");
    }

    /** The name of its endpoint in the sandbox. */
    static String endpoint(String name) {
        return "vault/" + name.toLowerCase(Locale.ROOT);
    }
}
