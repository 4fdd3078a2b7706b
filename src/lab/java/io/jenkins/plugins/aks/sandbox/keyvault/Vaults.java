package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;
import java.time.Duration;

/** Key vaults: names that are unique in the world, soft delete, purge protection. */
final class Vaults implements TrackedKind {
    private final ArmContext arm;
    private final DeletedVaults deleted;

    Vaults(ArmContext arm, DeletedVaults deleted) {
        this.arm = arm;
        this.deleted = deleted;
    }

    @Override
    public String type() {
        return Vault.TYPE;
    }

    @Override
    public String schema() {
        return "vault";
    }

    @Override
    public String names() {
        return VaultRoutes.NAMES;
    }

    @Override
    public Duration createTime() {
        return Duration.ofSeconds(15);
    }

    @Override
    public String creating() {
        return "RegisteringDns";
    }

    @Override
    public void complete(ArmCall call, ArmDocument vault, boolean creates) {
        ObjectNode properties = vault.properties();
        boolean recovers = properties.path("createMode").asText("default").equalsIgnoreCase("recover");
        properties.remove("createMode");
        if (creates) {
            requireFreeName(vault);
            if (recovers) {
                deleted.restore(vault);
                properties = vault.properties();
            } else if (deleted.find(vault.name()).isPresent()) {
                throw new ArmRefusal(
                        409,
                        "ConflictError",
                        "A vault with the same name already exists in deleted state. You need to either recover or"
                                + " purge existing key vault. Follow this link"
                                + " https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.");
            }
        }
        new VaultRules(vault).check();
        properties.put("vaultUri", open(vault.id()) + "/");
    }

    private void requireFreeName(ArmDocument vault) {
        String subscription = arm.sandbox().credentials().subscriptionId();
        for (ArmDocument other : arm.documents().under("/subscriptions/" + subscription)) {
            if (other.resource().path("type").asText().equals(Vault.TYPE)
                    && other.name().equalsIgnoreCase(vault.name())) {
                throw new ArmRefusal(
                        409,
                        "VaultAlreadyExists",
                        "The vault name '" + vault.name()
                                + "' is already in use. Vault names are globally unique so it is possible that the"
                                + " name is already taken. If you are sure that the vault name was not taken then it"
                                + " is possible that a vault with the same name was recently deleted but not purged"
                                + " after being placed in a recoverable state. If the vault is in a recoverable state"
                                + " then the vault will need to be purged before reusing the name.");
            }
        }
    }

    /** Deleting keeps it, in the state deleted, with what it holds. */
    @Override
    public void removed(ArmDocument vault) {
        arm.sandbox().closeEndpoint(Vault.endpoint(vault.name()));
        deleted.keep(vault);
    }

    /** After the sandbox was started again. */
    void reopen() {
        String subscription = arm.sandbox().credentials().subscriptionId();
        for (ArmDocument document : arm.documents().under("/subscriptions/" + subscription)) {
            if (document.resource().path("type").asText().equals(Vault.TYPE)) {
                open(document.id());
            }
        }
    }

    private String open(String id) {
        String name = id.substring(id.lastIndexOf('/') + 1);
        return arm.sandbox().endpoint(Vault.endpoint(name), new VaultEndpoint(arm, id));
    }
}
