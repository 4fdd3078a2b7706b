package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A CA that the mesh takes from a key vault.
 *
 * @param vaultId the vault's resource id
 */
record PluggedCa(String vaultId, CaNames names) {

    /** As the cluster's body has it. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("keyVaultId", vaultId)
                .put("certObjectName", names.caCert())
                .put("keyObjectName", names.caKey())
                .put("rootCertObjectName", names.rootCert())
                .put("certChainObjectName", names.certChain());
    }

    boolean is(JsonNode plugin) {
        for (java.util.Map.Entry<String, JsonNode> field : json().properties()) {
            if (!field.getValue()
                    .asText()
                    .equalsIgnoreCase(plugin.path(field.getKey()).asText())) {
                return false;
            }
        }
        return true;
    }
}
