package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets of a CA as the vault has them now: never kept beyond a turn. */
final class CaState {
    private final Map<String, JsonNode> found;

    private CaState(Map<String, JsonNode> found) {
        this.found = found;
    }

    static CaState read(VaultSecrets secrets, List<String> names) throws OperationException, TransientException {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (String name : names) {
            Optional<JsonNode> secret = secrets.find(name, "");
            if (secret.isPresent()) {
                found.put(name, secret.get());
            }
        }
        return new CaState(found);
    }

    Optional<JsonNode> secret(String name) {
        return Optional.ofNullable(found.get(name));
    }

    boolean has(String name) {
        return found.containsKey(name);
    }

    List<X509Certificate> certificates(String name) {
        return CaPem.certificates(value(name));
    }

    Optional<X509Certificate> certificate(String name) {
        return certificates(name).stream().findFirst();
    }

    Optional<PrivateKey> key(String name) {
        return CaPem.key(value(name));
    }

    private String value(String name) {
        return secret(name).map(secret -> secret.path("value").asText()).orElse("");
    }
}
