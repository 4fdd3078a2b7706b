package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.net.URI;
import java.util.Locale;

/**
 * Passes the gate before each request that changes the cluster, exec among them. Dry runs and access reviews change
 * nothing and go through.
 */
final class GateInterceptor implements Interceptor {
    private final WriteGate gate;

    GateInterceptor(WriteGate gate) {
        this.gate = gate;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String verb = verb(request);
        if (verb.isEmpty()) {
            return;
        }
        try {
            gate.pass(new WriteGate.Write(verb, request.uri().getPath()));
        } catch (OperationException e) {
            throw new KubernetesClientException(e.getMessage(), e);
        }
    }

    private static String verb(HttpRequest request) {
        URI uri = request.uri();
        String path = uri.getPath();
        String query = String.valueOf(uri.getQuery());
        String method = request.method().toUpperCase(Locale.ROOT);
        if (path.endsWith("/exec") || path.endsWith("/attach")) {
            return "EXEC";
        }
        boolean reads = method.equals("GET") || method.equals("HEAD") || path.endsWith("/portforward");
        boolean asks = query.contains("dryRun=All") || path.endsWith("accessreviews") || path.endsWith("tokenreviews");
        if (reads || asks) {
            return "";
        }
        return method.equals("PATCH") && query.contains("fieldManager=") ? "APPLY" : method;
    }
}
