package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The key vault of an earlier lab in the same group. A deleted vault keeps its name for days (azure-operations section 17,
 * trap 8), so a lab whose names are stable could not be made again; its vault is taken back first, with what it held.
 */
final class DeletedVault {
    private static final String API_VERSION = "2023-07-01";
    private static final String PREFIX = "mykeyvault";
    private static final Duration WAIT = Duration.ofSeconds(10);

    private DeletedVault() {}

    /** One turn towards no vault of this group being deleted; empty once there is none. */
    static Optional<Turn> recover(AksSession session, String group) throws OperationException, TransientException {
        Optional<JsonNode> found = find(session, group);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode deleted = found.get().path("properties");
        String id = deleted.path("vaultId").asText();
        String name = ResourceId.parse(id).name();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("location", deleted.path("location").asText());
        Tags.put(body, Tags.in(deleted));
        ObjectNode properties = body.putObject("properties");
        properties.put("tenantId", session.caller().tenantId()).put("createMode", "recover");
        properties.putObject("sku").put("family", "A").put("name", "standard");
        session.log().line("key vault " + name + ": recovering the one that was deleted with an earlier lab");
        session.arm().put(id, API_VERSION, body, Map.of());
        return Optional.of(Turn.again(WAIT, "key vault " + name + ": recovering"));
    }

    /** Who may not list deleted vaults goes on without; the deployment then says what is in the way. */
    private static Optional<JsonNode> find(AksSession session, String group)
            throws OperationException, TransientException {
        String list = "/subscriptions/" + session.subscription() + "/providers/Microsoft.KeyVault/deletedVaults";
        String wanted = (group + "/providers/Microsoft.KeyVault/vaults/" + PREFIX).toLowerCase(Locale.ROOT);
        try {
            return session.arm().list(list, API_VERSION).stream()
                    .filter(vault -> vault.at("/properties/vaultId")
                            .asText()
                            .toLowerCase(Locale.ROOT)
                            .startsWith(wanted))
                    .findFirst();
        } catch (ArmException e) {
            return Optional.empty();
        }
    }
}
