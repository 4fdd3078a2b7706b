package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.Seal;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one vault holds of one kind: versions, soft delete. Nothing that is {@code sealed} is readable in the store. */
public final class VaultItems {
    private static final Duration MOVES = Duration.ofSeconds(6);

    private final Sandbox sandbox;
    private final Store store;
    private final Vault vault;
    private final String prefix;
    private final String noun;

    /** @param kind e.g. {@code secrets} */
    public VaultItems(Sandbox sandbox, Vault vault, String kind) {
        this.sandbox = sandbox;
        this.store = sandbox.store();
        this.vault = vault;
        this.prefix = prefix(vault.name()) + kind + "/";
        this.noun = Character.toUpperCase(kind.charAt(0)) + kind.substring(1, kind.length() - 1);
    }

    /** Forgets all that a vault holds. */
    static void removeAll(Sandbox sandbox, String vault) {
        sandbox.store().under(prefix(vault)).keySet().forEach(sandbox.store()::delete);
    }

    private static String prefix(String vault) {
        return "vault-item/" + vault.toLowerCase(Locale.ROOT) + "/";
    }

    /** Deleted or not. */
    public Optional<VaultItem> find(String name) {
        Optional<VaultItem> found = store.get(key(name)).map(VaultItem::new);
        if (found.isPresent()
                && found.get().isDeleted()
                && isDue(found.get().json().at("/deleted/purgedAt"))) {
            purge(name);
            return Optional.empty();
        }
        return found;
    }

    public Optional<VaultItem> live(String name) {
        return find(name).filter(item -> !item.isDeleted());
    }

    public Optional<VaultItem> deleted(String name) {
        return find(name)
                .filter(VaultItem::isDeleted)
                .filter(item -> isDue(item.json().at("/deleted/visible")));
    }

    /** In the order of their names. */
    public List<VaultItem> all(boolean deleted) {
        return store.under(prefix).keySet().stream()
                .map(key -> key.substring(prefix.length()))
                .map(name -> deleted ? deleted(name) : live(name))
                .flatMap(Optional::stream)
                .toList();
    }

    public void save(VaultItem item) {
        store.put(key(item.name()), item.json());
    }

    /**
     * Adds a version, and the object if this is its first.
     *
     * @param content may have the {@code version}; else it gets one
     * @param secret what nobody must read in the store; empty for nothing
     * @throws VaultRefusal 409 where a deleted one has the name
     */
    public ObjectNode add(String name, ObjectNode content, String secret) {
        Optional<VaultItem> existing = find(name);
        if (existing.isPresent() && existing.get().isDeleted()) {
            throw new VaultRefusal(
                    409,
                    "Conflict",
                    noun + " " + name
                            + " is currently in a deleted but recoverable state, and its name cannot be reused; in"
                            + " this state, the secret can only be recovered or purged.",
                    "ObjectIsDeletedButRecoverable");
        }
        VaultItem item = existing.orElseGet(() -> new VaultItem(Json.object().put("name", name)));
        long now = sandbox.clock().now().getEpochSecond();
        ObjectNode version = content.deepCopy();
        if (!version.has("version")) {
            version.put(
                    "version",
                    sandbox.ids().hex(key(name) + " " + item.versions().size() + " " + now, 32));
        }
        version.put("created", now).put("updated", now);
        if (!secret.isEmpty()) {
            version.put("sealed", seal().close(secret));
        }
        item.json().withArrayProperty("versions").add(version);
        save(item);
        return version;
    }

    public String reveal(ObjectNode version) {
        return version.has("sealed") ? seal().open(version.path("sealed").asText()) : "";
    }

    public VaultItem delete(VaultItem item) {
        Instant now = sandbox.clock().now();
        Duration retention = Duration.ofDays(vault.retentionDays());
        item.json()
                .putObject("deleted")
                .put("deletedDate", now.getEpochSecond())
                .put("scheduledPurgeDate", now.plus(retention).getEpochSecond())
                .put("visible", sandbox.clock().in(MOVES).toString())
                .put("purgedAt", sandbox.clock().in(retention).toString());
        save(item);
        return item;
    }

    public VaultItem recover(VaultItem item) {
        item.json().remove("deleted");
        save(item);
        return item;
    }

    public void purge(String name) {
        store.delete(key(name));
    }

    private boolean isDue(JsonNode instant) {
        return !Instant.parse(instant.asText()).isAfter(sandbox.clock().now());
    }

    private Seal seal() {
        return Seal.in(sandbox.settings().stateDir());
    }

    private String key(String name) {
        return prefix + name.toLowerCase(Locale.ROOT);
    }
}
