package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;

/** How a registry is told who asks. */
public sealed interface RegistryLogin {

    /** Nobody: public images only. */
    record Anonymous() implements RegistryLogin {}

    /** A user and a password or token, for basic authentication or for the registry's token service. */
    record Password(String user, SecretText password) implements RegistryLogin {
        @Override
        public String toString() {
            return "user " + user;
        }
    }

    /**
     * The build's Azure identity, exchanged for a token of an Azure container registry (azure-operations 9). Only for a
     * host that is known to be one: its Entra token goes there.
     *
     * @param scopes in the order in which they are tried, e.g. {@code https://management.azure.com/.default}
     * @param tenant of the identity; empty where it is not known
     */
    record Entra(EntraTokens tokens, List<String> scopes, String tenant) implements RegistryLogin {
        public Entra {
            scopes = List.copyOf(scopes);
            if (scopes.isEmpty()) {
                throw new IllegalArgumentException("a login with an Azure identity needs a scope");
            }
        }
    }

    /** Gives access tokens of Entra. */
    @FunctionalInterface
    interface EntraTokens {
        /** @param scope e.g. {@code https://containerregistry.azure.net/.default} */
        String token(String scope) throws OperationException, TransientException;
    }
}
