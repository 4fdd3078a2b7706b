package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Opens WebSockets to subresources of pods. What goes wrong reaches the listener's {@code onError}, once. */
final class PodSocket {
    private PodSocket() {}

    /** @param path without a leading slash, with its query */
    static void open(
            KubernetesClient client, String path, String protocol, long connectSeconds, WebSocket.Listener listener) {
        String base = client.getMasterUrl().toString();
        URI uri = URI.create((base.endsWith("/") ? base : base + "/") + path);
        try {
            client.getHttpClient()
                    .newWebSocketBuilder()
                    .subprotocol(protocol)
                    .uri(uri)
                    .connectTimeout(connectSeconds, TimeUnit.SECONDS)
                    .buildAsync(listener)
                    .whenComplete((socket, failure) -> {
                        if (failure != null) {
                            listener.onError(null, cause(failure));
                        }
                    });
        } catch (RuntimeException e) {
            // The gate refuses before anything is sent.
            listener.onError(null, e);
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof WebSocketHandshakeException refused)) {
            return cause;
        }
        // The client drops the text of a refusal; its code says which kind it is.
        int code = refused.getResponse().code();
        return new KubernetesClientException("the connection was not upgraded", code, new Status());
    }
}
