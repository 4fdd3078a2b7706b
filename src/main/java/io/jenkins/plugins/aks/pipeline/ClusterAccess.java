package io.jenkins.plugins.aks.pipeline;

import hudson.util.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.azure.UserKubeconfig;
import io.jenkins.plugins.aks.kubernetes.ClusterProxy;
import io.jenkins.plugins.aks.kubernetes.EntraTokens;
import io.jenkins.plugins.aks.kubernetes.Kubeconfig;
import io.jenkins.plugins.aks.kubernetes.KubeconfigText;
import io.jenkins.plugins.aks.kubernetes.KubernetesConnections;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients for the Kubernetes APIs of clusters and of the hubs of fleets, with the user credential that Azure gives the caller (azure-operations
 * 2.2). A kubeconfig is asked for again after some minutes, so that one that was rotated does no lasting harm.
 */
final class ClusterAccess {
    private static final KubernetesConnections CONNECTIONS = new KubernetesConnections();
    private static final Duration KEEP = Duration.ofMinutes(5);

    private final AzureClients clients;
    private final ProxySettings proxy;
    private final WriteGate gate;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ClusterAccess(AzureClients clients, ProxySettings proxy, WriteGate gate, Clock clock) {
        this.clients = clients;
        this.proxy = proxy;
        this.gate = gate;
        this.clock = clock;
    }

    /** For other programs; asked for anew, so that its credential lives as long as possible. */
    SecretText kubeconfig(String clusterId, String name, String namespace)
            throws OperationException, TransientException {
        Kubeconfig given = kubeconfig(clusterId);
        String token =
                given.isEntra() ? clients.token(given.serverId() + "/.default").getToken() : "";
        return new JenkinsSecret(Secret.fromString(KubeconfigText.of(given, name, namespace, token)));
    }

    KubernetesClient client(String clusterId) throws OperationException, TransientException {
        Known found = known.get(clusterId);
        if (found == null || clock.instant().isAfter(found.until())) {
            found = new Known(kubeconfig(clusterId), clock.instant().plus(KEEP));
            known.put(clusterId, found);
        }
        return CONNECTIONS.client(found.kubeconfig(), tokens(), through(), gate);
    }

    private EntraTokens tokens() {
        return new EntraTokens(clients, scope -> clients.token(scope).getToken());
    }

    private ClusterProxy through() {
        return new ClusterProxy(proxy.host(), proxy.port(), proxy.user(), proxy.password(), proxy.noProxy());
    }

    /** A POST that changes nothing, so it does not pass the session's gate. */
    private Kubeconfig kubeconfig(String clusterId) throws OperationException, TransientException {
        return Kubeconfig.parse(UserKubeconfig.read(clients.arm(WriteGate.open()), clusterId));
    }

    private record Known(Kubeconfig kubeconfig, Instant until) {}
}
