package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * Kubernetes clients, one for each API server, certificate authority and credential; making one costs seconds, so they
 * are kept. What {@link #client} gives shares such a client's connections and puts a session's gate before its writes;
 * it needs no closing. Closing this closes all.
 */
public final class KubernetesConnections implements AutoCloseable {
    private static final int MOST = 32;
    private static final int IDLE = 2 * ServerSideApply.TOGETHER;
    private static final int IDLE_MINUTES = 5;
    private static final String GATE = "aks-write-gate";

    private final Map<Object, KubernetesClient> clients = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param tokens for an Entra cluster; may be null for another
     * @param gate passed before every request that changes the cluster
     */
    public KubernetesClient client(Kubeconfig kubeconfig, EntraTokens tokens, ClusterProxy proxy, WriteGate gate)
            throws OperationException {
        KubernetesClient shared = shared(kubeconfig, tokens, proxy);
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

    private synchronized KubernetesClient shared(Kubeconfig kubeconfig, EntraTokens tokens, ClusterProxy proxy)
            throws OperationException {
        Object key = List.of(ConnectionKey.of(kubeconfig, proxy), kubeconfig.isEntra() ? tokens.identity() : "");
        KubernetesClient known = clients.get(key);
        if (known == null) {
            Config config = ClientConfig.of(kubeconfig, tokens, proxy);
            known = new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new KeptConnections())
                    .build();
            clients.put(key, known);
            dropOldest();
        }
        return known;
    }

    /**
     * Over HTTP/1.1, where a proxy or a gateway allows no more, each request that runs beside others takes a connection of
     * its own. OkHttp keeps five, which is fewer than {@link ServerSideApply} uses, and would pay a TLS handshake for most.
     */
    private static final class KeptConnections extends OkHttpClientFactory {
        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            builder.connectionPool(new ConnectionPool(IDLE, IDLE_MINUTES, TimeUnit.MINUTES));
        }
    }

    private void dropOldest() {
        if (clients.size() > MOST) {
            Object oldest = clients.keySet().iterator().next();
            clients.remove(oldest).close();
        }
    }
}
