package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/**
 * Kubernetes clients, one for each API server, certificate authority and credential; making one costs seconds, so they
 * are kept. What {@link #client} gives shares such a client's connections and puts a session's gate before its writes;
 * it needs no closing. Closing this closes all.
 */
public final class KubernetesConnections implements AutoCloseable {
    private static final int MOST = 32;
    private static final String GATE = "aks-write-gate";

    private final Map<String, KubernetesClient> clients = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param azure makes the tokens of an Entra cluster
     * @param gate passed before every request that changes the cluster
     */
    public KubernetesClient client(Kubeconfig kubeconfig, AzureClients azure, ProxySettings proxy, WriteGate gate)
            throws OperationException {
        KubernetesClient shared = shared(kubeconfig, azure, proxy);
        HttpClient gated = shared.getHttpClient()
                .newBuilder()
                .addOrReplaceInterceptor(GATE, new GateInterceptor(gate))
                .build();
        return new KubernetesClientImpl(
                gated, shared.getConfiguration(), () -> ForkJoinPool.commonPool(), shared.getKubernetesSerialization());
    }

    /** How many clients are kept. */
    public synchronized int size() {
        return clients.size();
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(KubernetesClient::close);
        clients.clear();
    }

    private synchronized KubernetesClient shared(Kubeconfig kubeconfig, AzureClients azure, ProxySettings proxy)
            throws OperationException {
        String key = ConnectionKey.of(kubeconfig, azure, proxy);
        KubernetesClient known = clients.get(key);
        if (known == null) {
            Config config = ClientConfig.of(kubeconfig, azure, proxy);
            known = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new OkHttpClientFactory())
                    .build();
            clients.put(key, known);
            dropOldest();
        }
        return known;
    }

    private void dropOldest() {
        if (clients.size() > MOST) {
            String oldest = clients.keySet().iterator().next();
            clients.remove(oldest).close();
        }
    }
}
