package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Vaults that were deleted, and keep name and contents until they are purged: by somebody, or when their time is up. */
final class DeletedVaults {
    private static final String PREFIX = "deleted-vault/";

    private final ArmContext arm;

    DeletedVaults(ArmContext arm) {
        this.arm = arm;
    }

    List<ObjectNode> all() {
        return arm.sandbox().store().under(PREFIX).values().stream()
                .filter(this::isThere)
                .toList();
    }

    Optional<ObjectNode> find(String name) {
        Optional<ObjectNode> found = arm.sandbox().store().get(key(name));
        if (found.isPresent() && !isThere(found.get())) {
            purge(name);
            return Optional.empty();
        }
        return found;
    }

    private boolean isThere(ObjectNode vault) {
        return Instant.parse(vault.path("purgedAt").asText())
                .isAfter(arm.clock().now());
    }

    void keep(ArmDocument vault) {
        Duration retention = Duration.ofDays(new Vault(vault).retentionDays());
        Instant now = arm.clock().now();
        ObjectNode kept = Json.object()
                .put("id", vault.id())
                .put("name", vault.name())
                .put("deletionDate", now.toString())
                .put("scheduledPurgeDate", now.plus(retention).toString())
                .put("purgedAt", arm.clock().in(retention).toString());
        kept.set("resource", vault.resource());
        kept.set("internal", vault.internal());
        arm.sandbox().store().put(key(vault.name()), kept);
    }

    /** Takes back what a vault was; not the roles that somebody had on it. */
    void restore(ArmDocument vault) {
        ObjectNode kept = find(vault.name())
                .filter(k -> k.path("id").asText().equalsIgnoreCase(vault.id()))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "VaultNotFound",
                        "The deleted vault '" + vault.name() + "' to recover was not found in this resource group."));
        String location = kept.path("resource").path("location").asText();
        if (!location.equals(vault.resource().path("location").asText())) {
            throw new ArmRefusal(
                    409,
                    "InvalidResourceLocation",
                    "The vault '" + vault.name() + "' was deleted in location '" + location
                            + "' and can only be recovered there.");
        }
        vault.resource().setAll((ObjectNode) kept.path("resource"));
        vault.internal().setAll((ObjectNode) kept.path("internal"));
        arm.sandbox().store().delete(key(vault.name()));
    }

    /** Name and contents are gone. */
    void purge(String name) {
        arm.sandbox().store().delete(key(name));
        VaultItems.removeAll(arm.sandbox(), name);
    }

    private static String key(String name) {
        return PREFIX + name.toLowerCase(Locale.ROOT);
    }
}
