package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.io.IOException;

/** A secret by name in a vault. */
record VaultTarget(VaultAccess vault, String name) {
    static VaultTarget of(AksScope scope, String vault, String name, String accessWait)
            throws InvalidParameterException {
        if (name == null || !name.matches("[0-9a-zA-Z-]{1,127}")) {
            throw new InvalidParameterException(
                    "name", name, "1 to 127 letters, digits and hyphens", "Choose such a name for the secret.");
        }
        return new VaultTarget(VaultAccess.of(scope, vault, accessWait), name);
    }

    Turn enter(AksSession session, Journal journal, VaultAccess.Action<VaultSecrets> action)
            throws OperationException, TransientException, IOException {
        return vault.enter(session, journal, VaultSecrets::new, action);
    }
}
