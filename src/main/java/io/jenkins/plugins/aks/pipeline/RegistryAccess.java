package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The container registries of one session. The token of the build's Azure identity goes to a registry only where the host
 * is an Azure container registry for certain: by its name in the cloud's own domain, or because Resource Manager names it
 * as the login server of a registry of the subscription.
 */
public final class RegistryAccess {
    private static final String OWN_SCOPE = "https://containerregistry.azure.net/.default";

    private final AzureClients clients;
    private final String subscription;
    private final WriteGate gate;
    private final Clock clock;
    private final Map<String, Registry> known = new ConcurrentHashMap<>();

    public RegistryAccess(AzureClients clients, String subscription, WriteGate gate, Clock clock) {
        this.clients = clients;
        this.subscription = subscription;
        this.gate = gate;
        this.clock = clock;
    }

    /** Kept for the session, since the registry's tokens are in it. */
    public Registry registry(String host) throws OperationException, TransientException {
        Registry found = known.get(host);
        if (found == null) {
            found = registry(host, isAzure(host) ? entra() : new RegistryLogin.Anonymous());
            known.put(host, found);
        }
        return found;
    }

    public Registry registry(String host, RegistryLogin login) {
        return new Registry(host, clients.httpClient(), login, gate, clock);
    }

    private RegistryLogin entra() throws OperationException, TransientException {
        return new RegistryLogin.Entra(
                scope -> clients.token(scope).getToken(),
                List.of(clients.cloud().scope(), OWN_SCOPE),
                clients.whoAmI().tenantId());
    }

    private boolean isAzure(String host) throws OperationException, TransientException {
        String domain = domain(clients.cloud());
        if (!domain.isEmpty() && host.toLowerCase(Locale.ROOT).matches("[a-z0-9-]+(\\.[a-z0-9-]+)*" + domain)) {
            return true;
        }
        try {
            String path = "/subscriptions/" + subscription + "/providers/Microsoft.ContainerRegistry/registries";
            return clients.arm(WriteGate.open()).list(path, ApiVersions.CONTAINER_REGISTRY).stream()
                    .anyMatch(registry -> host.equalsIgnoreCase(
                            registry.at("/properties/loginServer").asText()));
        } catch (ArmException e) {
            // Who may not list the registries is nobody to this one.
            return false;
        }
    }

    private static String domain(Cloud cloud) {
        return switch (cloud.name()) {
            case "Azure" -> "\\.azurecr\\.io";
            case "AzureChina" -> "\\.azurecr\\.cn";
            case "AzureUSGovernment" -> "\\.azurecr\\.us";
            default -> "";
        };
    }
}
